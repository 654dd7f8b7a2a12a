'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useId, useTransition } from 'react';
import { PageFoot } from '@/components/keys/page-foot';
import { useKeyDialogs } from '@/components/keys/use-key-dialogs';
import { StatusMoveContext, useStatusMove } from '@/components/keys/use-status-move';
import { type ListParameters, listAddress } from '@/components/lists/list-address';
import { ListSearch } from '@/components/lists/list-search';
import { NothingHere } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import type { DeskTab } from '@/lib/keys/desk-queries';
import type { DeskView } from '@/lib/keys/desk-view';
import type { DeskActions } from '../desk-actions';
import { DeskButtons } from './desk-buttons';
import type { DeskDialog } from './desk-dialog';
import { DeskDialogs } from './desk-dialogs';
import { DeskList } from './desk-list';

const PATH = '/admin/api-keys';

type KeyDeskProps = { companyName: string; view: DeskView; parameters: ListParameters; actions: DeskActions };

/** The keys of service accounts and of the company itself. Its dialogs hang here, above whatever the page shows. */
export function KeyDesk({ companyName, view, parameters, actions }: KeyDeskProps) {
  const dialogs = useKeyDialogs<DeskDialog>();
  const { move, change } = useStatusMove(actions);
  return (
    <StatusMoveContext value={move}>
      <PageHeader
        crumbs={[{ label: companyName }, { label: 'Settings' }, { label: 'API Keys' }]}
        title="API Keys"
        action={<DeskButtons view={view} group={parameters['group'] ?? ''} open={dialogs.open} />}
      >
        Keys of service accounts and of the company itself. They stay when people leave.
      </PageHeader>
      {view.tab === null ? (
        <PeopleOnly />
      ) : (
        <Shelf view={view} tab={view.tab} parameters={parameters} open={dialogs.open} />
      )}
      <PageFoot helpDesk={view.helpDesk} tip={view.tab !== null} />
      <DeskDialogs dialogs={dialogs} view={view} actions={actions} change={change} />
    </StatusMoveContext>
  );
}

function PeopleOnly() {
  return (
    <div className="rounded-lg border border-line">
      <NothingHere title="Keys belong to people here">
        Your company&rsquo;s key policy gives keys neither to service accounts nor to the company itself.
      </NothingHere>
    </div>
  );
}

type ShelfProps = Pick<KeyDeskProps, 'view' | 'parameters'> & { tab: DeskTab; open: (dialog: DeskDialog) => void };

function Shelf({ view, tab, parameters, open }: ShelfProps) {
  const [isTurning, startTransition] = useTransition();
  const router = useRouter();
  const panelId = useId();
  const turnTo = (wanted: DeskTab) =>
    startTransition(() => router.push(listAddress(PATH, {}, { tab: wanted }) as Route, { scroll: false }));
  return (
    <section aria-label="API keys" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <SegmentedTabs
          label="Kind of key"
          tabs={view.tabs.map(({ tab: value, label, count }) => ({ value, label, count }))}
          value={tab}
          onChange={turnTo}
          panelId={panelId}
          className="max-md:w-full"
        />
        <ListSearch
          key={tab}
          label="Search keys"
          path={PATH}
          parameters={parameters}
          className="ml-auto w-60 max-md:w-full"
        />
      </div>
      <div
        id={panelId}
        role="tabpanel"
        aria-label={view.tabs.find((one) => one.tab === tab)?.label}
        aria-busy={isTurning}
        className="grid grid-cols-[minmax(0,1fr)] gap-3"
      >
        <DeskList view={view} tab={tab} path={PATH} parameters={parameters} open={open} />
      </div>
    </section>
  );
}
