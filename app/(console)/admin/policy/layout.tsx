import { notFound } from 'next/navigation';
import { can } from '@/lib/authz/can';
import { requireSession } from '@/lib/web/session';

/**
 * Asks whether there is such a page for this person before anything of it is sent: inside `loading.tsx` the answer would be
 * "not found" under the status 200, because the skeleton has gone out by then.
 */
export default async function PolicyLayout({ children }: LayoutProps<'/admin/policy'>) {
  const { actor } = await requireSession();
  if (!can(actor, { action: 'policy.change', companyId: actor.companyId })) notFound();
  return children;
}
