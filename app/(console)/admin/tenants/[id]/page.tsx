import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { parseListPlace } from '@/lib/kernel/list-place';
import { searchText } from '@/lib/kernel/search-text';
import { presentTenantPage } from '@/lib/service-accounts/present';
import { findTenant } from '@/lib/service-accounts/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { VirtualServers } from '../_components/virtual-servers';
import { addVirtualServerAction, deleteVirtualServerAction, renameVirtualServerAction } from '../actions';

export const metadata: Metadata = { title: 'Tenant' };

const actions = {
  add: addVirtualServerAction,
  rename: renameVirtualServerAction,
  remove: deleteVirtualServerAction,
};

type Props = PageProps<'/admin/tenants/[id]'>;

/** A tenant's virtual servers. Anybody else's tenant is not there. */
export default async function TenantPage({ params, searchParams }: Props) {
  const { actor, timeZone } = await requireSession();
  const [{ id }, { q, after, before }] = await Promise.all([params, searchParams]);
  const query = searchText(q);
  const place = parseListPlace({ after, before }, 1);
  const found = await findTenant(await requestContext(actor), id, query, place);
  if (found === null) notFound();
  return (
    <VirtualServers
      view={presentTenantPage(found, timeZone)}
      parameters={query === '' ? {} : { q: query }}
      actions={actions}
    />
  );
}
