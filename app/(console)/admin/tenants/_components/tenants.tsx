'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useKeyDialogs } from '@/components/keys/use-key-dialogs';
import type { ListParameters } from '@/components/lists/list-address';
import { ListSearch } from '@/components/lists/list-search';
import { NothingFound } from '@/components/lists/nothing-found';
import { Pager } from '@/components/lists/pager';
import { Button } from '@/components/ui/button';
import { NothingHere } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { TenantListView } from '@/lib/service-accounts/view';
import { type PlaceActions, type PlaceDialog, PlaceDialogs } from './place-dialogs';
import { PlaceTable } from './place-table';

const PATH = '/admin/tenants';

type TenantsProps = {
  companyName: string;
  list: TenantListView;
  parameters: ListParameters;
  actions: PlaceActions;
};

/** The company's tenants, each with the way to its virtual servers. */
export function Tenants({ companyName, list, parameters, actions }: TenantsProps) {
  const dialogs = useKeyDialogs<PlaceDialog>();
  const isEmpty = list.tenants.length === 0;
  return (
    <>
      <PageHeader
        crumbs={[{ label: companyName }, { label: 'Settings' }, { label: 'Tenants' }]}
        title="Tenants"
        action={
          <Button variant="primary" icon="plus" onClick={() => dialogs.open({ kind: 'add' })}>
            Add tenant
          </Button>
        }
      >
        The accounts that your gateways serve, and their virtual servers. A service account says which of them its keys
        reach.
      </PageHeader>
      <section aria-label="Tenants" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <ListSearch
          label="Search slugs and names"
          path={PATH}
          parameters={parameters}
          className="ml-auto w-60 max-md:w-full"
        />
        {!isEmpty && (
          <PlaceTable
            label="Tenants"
            places={list.tenants}
            columns={[
              {
                title: 'Virtual servers',
                cell: ({ id, virtualServers }) => <Link href={`${PATH}/${id}` as Route}>{virtualServers}</Link>,
              },
              { title: 'Reached by', cell: ({ serviceAccounts }) => serviceAccounts },
            ]}
            href={({ id }) => `${PATH}/${id}` as Route}
            open={dialogs.open}
          />
        )}
        {isEmpty && <NoTenants query={parameters['q'] ?? ''} />}
        <Pager page={list} path={PATH} parameters={parameters} />
      </section>
      <PlaceDialogs of="tenant" dialogs={dialogs} actions={actions} />
    </>
  );
}

function NoTenants({ query }: { query: string }) {
  if (query !== '') return <NothingFound path={PATH} noun="tenant" query={query} />;
  return (
    <div className="rounded-lg border border-line">
      <NothingHere title="No tenants yet">
        When a gateway names a tenant, a key is refused unless its service account reaches that tenant.
      </NothingHere>
    </div>
  );
}
