import type { Route } from 'next';
import Link from 'next/link';
import { ActiveFilters } from '@/components/lists/active-filters';
import { type ListParameters, listAddress } from '@/components/lists/list-address';
import { Pager } from '@/components/lists/pager';
import { buttonClass } from '@/components/ui/button-class';
import { NothingHere } from '@/components/ui/empty-state';
import type { DeskTab } from '@/lib/keys/desk-queries';
import type { DeskListView, DeskView } from '@/lib/keys/desk-view';
import type { OpenDesk } from './desk-dialog';
import { DeskTable } from './desk-table';
import { GroupedTable } from './grouped-table';

type DeskListProps = { view: DeskView; tab: DeskTab; path: string; parameters: ListParameters; open: OpenDesk };

/** The keys of a tab: by groups, or page by page. */
export function DeskList({ view, tab, path, parameters, open }: DeskListProps) {
  const { list } = view;
  if (list === null) return null;
  if (list.kind === 'groups') {
    return (
      <GroupedTable
        groups={list.groups}
        mayAdd={view.newKey !== null}
        addressOf={(id) => listAddress(path, parameters, { group: id ?? 'none' }) as Route}
        open={open}
      />
    );
  }
  const group = groupName(view, parameters['group']);
  return (
    <>
      {group !== null && (
        <div className="flex flex-wrap items-center gap-2">
          <ActiveFilters filters={[{ name: 'group', label: group }]} path={path} parameters={parameters} />
          <span className="text-xs leading-[18px] text-ink-3">{list.count}</span>
        </div>
      )}
      <Keys list={list} tab={tab} path={path} parameters={parameters} open={open} />
      <Pager page={list} path={path} parameters={parameters} />
    </>
  );
}

function groupName({ groups, hasGroups }: DeskView, id: string | undefined): string | null {
  if (id === undefined || !hasGroups) return null;
  return groups.find((group) => group.id === id)?.name ?? 'No group';
}

type KeysProps = Omit<DeskListProps, 'view'> & { list: Extract<DeskListView, { kind: 'page' }> };

function Keys({ list, tab, path, parameters, open }: KeysProps) {
  const query = parameters['q'];
  if (list.keys.length > 0) return <DeskTable keys={list.keys} open={open} />;
  if (query === undefined) return <NoKeysYet tab={tab} />;
  return (
    <div className="rounded-lg border border-line">
      <NothingHere
        title={`No keys match “${query}”`}
        action={
          <Link href={listAddress(path, { tab }, {}) as Route} className={buttonClass()}>
            Clear filters
          </Link>
        }
      >
        {tab === 'service-accounts'
          ? 'The search looks at names, Access Keys and user IDs.'
          : 'The search looks at names and Access Keys.'}
      </NothingHere>
    </div>
  );
}

function NoKeysYet({ tab }: { tab: DeskTab }) {
  return (
    <div className="rounded-lg border border-line">
      <NothingHere title="No API keys yet">
        {tab === 'service-accounts'
          ? 'A key of a service account signs a program in, and reaches the tenants and virtual servers of the account.'
          : 'A key of the company signs a program in, and belongs to no person.'}
      </NothingHere>
    </div>
  );
}
