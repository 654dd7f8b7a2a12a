import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/ui/page-header';
import { findPolicyPage } from '@/lib/policy/preview';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { PolicyForm } from './_components/policy-form';
import { changePolicyAction, previewPolicyAction } from './actions';

export const metadata: Metadata = { title: 'Key policy' };

const actions = { preview: previewPolicyAction, change: changePolicyAction };

/** What the company's keys may be. For company administrators; for everybody else there is no such page. */
export default async function PolicyPage() {
  const { actor, companyName } = await requireSession();
  const view = await findPolicyPage(await requestContext(actor));
  if (view === null) notFound();
  return (
    <>
      <PageHeader crumbs={[{ label: companyName }, { label: 'Settings' }, { label: 'Key policy' }]} title="Key policy">
        The rules every key of the company follows. What is not allowed here does not appear on any page.
      </PageHeader>
      <PolicyForm view={view} actions={actions} />
    </>
  );
}
