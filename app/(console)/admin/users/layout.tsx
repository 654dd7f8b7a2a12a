import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { can } from '@/lib/authz/can';
import { requireSession } from '@/lib/web/session';

/** Asked before any skeleton is sent, so that whoever runs no company gets the status of a page that is not there. */
export default async function UsersLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireSession();
  if (!can(actor, { action: 'person.list', companyId: actor.companyId })) notFound();
  return children;
}
