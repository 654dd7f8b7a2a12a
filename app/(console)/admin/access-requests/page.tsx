import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/ui/page-header';
import { parseRequestPlace, presentRequests } from '@/lib/access/present';
import { findRequests } from '@/lib/access/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { RequestList } from './_components/request-list';
import { grantRequestAction, refuseRequestAction } from './actions';

export const metadata: Metadata = { title: 'Access requests' };

const actions = { grant: grantRequestAction, refuse: refuseRequestAction };

type Props = PageProps<'/admin/access-requests'>;

/** Who asked for key management. For company administrators; for everybody else there is no such page. */
export default async function AccessRequestsPage({ searchParams }: Props) {
  const { actor, companyName } = await requireSession();
  const after = parseRequestPlace((await searchParams)['after']);
  const page = await findRequests(await requestContext(actor), after);
  if (page === null) notFound();
  return (
    <>
      <PageHeader
        crumbs={[{ label: companyName }, { label: 'Security' }, { label: 'Access requests' }]}
        title="Access requests"
      >
        People who ask for permission to manage API keys. Key management is free of charge.
      </PageHeader>
      <RequestList list={presentRequests(page, after)} actions={actions} />
    </>
  );
}
