'use client';

import { useKeyDialogs } from '@/components/keys/use-key-dialogs';
import type { ListParameters } from '@/components/lists/list-address';
import { ListSearch } from '@/components/lists/list-search';
import { NothingFound } from '@/components/lists/nothing-found';
import { Pager } from '@/components/lists/pager';
import { Button } from '@/components/ui/button';
import { NothingHere } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { TenantPageView } from '@/lib/service-accounts/view';
import { type PlaceActions, type PlaceDialog, PlaceDialogs } from './place-dialogs';
import { PlaceTable } from './place-table';

type VirtualServersProps = { view: TenantPageView; parameters: ListParameters; actions: PlaceActions };

/** One tenant's virtual servers. */
export function VirtualServers({ view, parameters, actions }: VirtualServersProps) {
  const dialogs = useKeyDialogs<PlaceDialog>();
  const { tenant, virtualServers } = view;
  const path = `/admin/tenants/${tenant.id}`;
  const query = parameters['q'] ?? '';
  const isEmpty = virtualServers.length === 0;
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Settings' }, { label: 'Tenants', href: '/admin/tenants' }, { label: tenant.name }]}
        title={tenant.name}
        action={
          <Button variant="primary" icon="plus" onClick={() => dialogs.open({ kind: 'add' })}>
            Add virtual server
          </Button>
        }
      >
        <span className="mono">{tenant.slug}</span>, reached by {tenant.serviceAccounts}. Its virtual servers:
      </PageHeader>
      <section aria-label="Virtual servers" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <ListSearch
          label="Search slugs and names"
          path={path}
          parameters={parameters}
          className="ml-auto w-60 max-md:w-full"
        />
        {!isEmpty && (
          <PlaceTable
            label="Virtual servers"
            places={virtualServers}
            columns={[{ title: 'Reached by', cell: ({ serviceAccounts }) => serviceAccounts }]}
            open={dialogs.open}
          />
        )}
        {isEmpty && query !== '' && <NothingFound path={path} noun="virtual server" query={query} />}
        {isEmpty && query === '' && (
          <div className="rounded-lg border border-line">
            <NothingHere title="No virtual servers yet">
              When a gateway names a virtual server, a key is refused unless its service account reaches that server.
            </NothingHere>
          </div>
        )}
        <Pager page={view} path={path} parameters={parameters} />
      </section>
      <PlaceDialogs of="virtual server" tenantId={tenant.id} dialogs={dialogs} actions={actions} />
    </>
  );
}
