import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { requireSession } from '@/lib/web/session';

/**
 * Asks who it is before anything of an administration page is sent: inside `loading.tsx` the answer would be "not found" under
 * the status 200, because the skeleton has gone out by then. What exactly somebody may see each page asks again.
 */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireSession();
  if (!actor.hasMfa || !(actor.isAdministrator || actor.isInstallationOperator)) notFound();
  return children;
}
