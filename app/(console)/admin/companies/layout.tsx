import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { can } from '@/lib/authz/can';
import { requireSession } from '@/lib/web/session';

/** Decided here, before anything of the page is sent: under a loading state "not found" would come with a 200. */
export default async function CompaniesLayout({ children }: { children: ReactNode }) {
  if (!can((await requireSession()).actor, { action: 'company.list' })) notFound();
  return children;
}
