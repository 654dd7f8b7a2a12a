'use client';

import { ActiveFilters } from '@/components/lists/active-filters';
import { FilterMenu } from '@/components/lists/filter-menu';
import type { ListParameters } from '@/components/lists/list-address';
import { ListSearch } from '@/components/lists/list-search';
import { NothingFound } from '@/components/lists/nothing-found';
import { Pager } from '@/components/lists/pager';
import { Button } from '@/components/ui/button';
import { NothingHere } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { ServiceAccountListView } from '@/lib/service-accounts/view';
import { type AccountActions, AccountDialogs, useAccountDialogs } from './account-dialogs';
import { AccountTable } from './account-table';

const PATH = '/admin/service-accounts';
const STATES = [
  { value: 'active', label: 'Active' },
  { value: 'deactivated', label: 'Deactivated' },
] as const;

type ServiceAccountsProps = {
  companyName: string;
  list: ServiceAccountListView;
  parameters: ListParameters;
  actions: AccountActions;
};

/** The service accounts of a page, and the dialogs about them, which hold copies: a page read anew takes none away. */
export function ServiceAccounts({ companyName, list, parameters, actions }: ServiceAccountsProps) {
  const dialogs = useAccountDialogs();
  const isFiltered = Object.keys(parameters).length > 0;
  const state = STATES.find(({ value }) => value === parameters['status']);
  return (
    <>
      <PageHeader
        crumbs={[{ label: companyName }, { label: 'Settings' }, { label: 'Service accounts' }]}
        title="Service accounts"
        action={
          <Button variant="primary" icon="plus" onClick={() => dialogs.open({ kind: 'add' })}>
            Add service account
          </Button>
        }
      >
        They own keys and sign in nowhere. Each determines which tenants and virtual servers its keys reach.
      </PageHeader>
      <section aria-label="Service accounts" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <FilterMenu label="Status" name="status" choices={STATES} path={PATH} parameters={parameters} />
          <ActiveFilters
            filters={state === undefined ? [] : [{ name: 'status', label: state.label }]}
            path={PATH}
            parameters={parameters}
          />
          <span className="text-xs leading-[18px] text-ink-3">{list.count}</span>
          <ListSearch
            label="Search user IDs and names"
            path={PATH}
            parameters={parameters}
            className="ml-auto w-60 max-md:w-full"
          />
        </div>
        {list.accounts.length > 0 && <AccountTable accounts={list.accounts} open={dialogs.open} />}
        {list.accounts.length === 0 && isFiltered && (
          <NothingFound path={PATH} noun="service account" query={parameters['q'] ?? ''} />
        )}
        {list.accounts.length === 0 && !isFiltered && <NoAccounts />}
        <Pager page={list} path={PATH} parameters={parameters} />
      </section>
      <AccountDialogs dialogs={dialogs} actions={actions} />
    </>
  );
}

function NoAccounts() {
  return (
    <div className="rounded-lg border border-line">
      <NothingHere title="No service accounts yet">
        A key of a service account belongs to no person, so it stays when people leave.
      </NothingHere>
    </div>
  );
}
