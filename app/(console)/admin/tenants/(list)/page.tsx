import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { parseListPlace } from '@/lib/kernel/list-place';
import { searchText } from '@/lib/kernel/search-text';
import { presentTenants } from '@/lib/service-accounts/present';
import { findTenants } from '@/lib/service-accounts/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { Tenants } from '../_components/tenants';
import { addTenantAction, deleteTenantAction, renameTenantAction } from '../actions';

export const metadata: Metadata = { title: 'Tenants' };

const actions = { add: addTenantAction, rename: renameTenantAction, remove: deleteTenantAction };

type Props = PageProps<'/admin/tenants'>;

/** What keys of service accounts reach. For company administrators; for everybody else there is no such page. */
export default async function TenantsPage({ searchParams }: Props) {
  const { actor, companyName, timeZone } = await requireSession();
  const { q, after, before } = await searchParams;
  const query = searchText(q);
  const found = await findTenants(await requestContext(actor), query, parseListPlace({ after, before }, 1));
  if (found === null) notFound();
  return (
    <Tenants
      companyName={companyName}
      list={presentTenants(found, timeZone)}
      parameters={query === '' ? {} : { q: query }}
      actions={actions}
    />
  );
}
