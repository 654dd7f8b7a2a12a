import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { can } from '@/lib/authz/can';
import { requireSession } from '@/lib/web/session';

/** Decided here, before anything of the page is sent: under a loading state "not found" would come with a 200. */
export default async function TenantsLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireSession();
  if (!can(actor, { action: 'tenant.read', companyId: actor.companyId })) notFound();
  return children;
}
