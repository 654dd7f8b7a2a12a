'use client';

import type { KeyActions } from '@/components/keys/key-dialog-props';
import { KeyDialogs } from '@/components/keys/key-dialogs';
import { PageFoot } from '@/components/keys/page-foot';
import { useKeyDialogs } from '@/components/keys/use-key-dialogs';
import { StatusMoveContext, useStatusMove } from '@/components/keys/use-status-move';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import type { KeyPageView } from '@/lib/keys/view';
import { ExpiringBanner } from './expiring-banner';
import { KeyTable } from './key-table';
import { NoKeys } from './no-keys';

type UserControlProps = { companyName: string; view: KeyPageView; actions: KeyActions };

/** The page of somebody who may have keys. Its dialogs hang here, above whatever the page shows after a change. */
export function UserControl({ companyName, view, actions }: UserControlProps) {
  const dialogs = useKeyDialogs();
  const { move, change } = useStatusMove(actions);
  const hasKeys = view.keys.length > 0;
  const generate = view.mayGenerate && (
    <Button variant="primary" icon="plus" onClick={() => dialogs.open({ kind: 'generate' })}>
      Generate New Key
    </Button>
  );
  return (
    <StatusMoveContext value={move}>
      <PageHeader crumbs={[{ label: companyName }, { label: 'User Control' }]} title="User Control" action={generate}>
        Your API keys. Each one signs a program in as you, so give each program its own.
      </PageHeader>
      {hasKeys && <ExpiringBanner keys={view.keys} open={dialogs.open} />}
      {hasKeys ? (
        <section aria-labelledby="keys-title" className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <h2 id="keys-title">API Access Key</h2>
            <p className="text-xs leading-[18px] text-ink-3">{summaryOf(view)}</p>
          </div>
          <KeyTable keys={view.keys} open={dialogs.open} />
        </section>
      ) : (
        <NoKeys view={view} />
      )}
      <PageFoot helpDesk={view.helpDesk} />
      <KeyDialogs dialogs={dialogs} view={view} actions={actions} change={change} />
    </StatusMoveContext>
  );
}

function summaryOf({ keys, limit, lifespan, notAccessed }: KeyPageView): string {
  const count =
    limit === null
      ? `${keys.length} ${keys.length === 1 ? 'key' : 'keys'}`
      : `${keys.length} of ${limit} ${limit === 1 ? 'key' : 'keys'}`;
  const parts = [
    count,
    lifespan !== null && `Max Key Lifespan ${lifespan}`,
    notAccessed !== null && `Not Accessed Expiration ${notAccessed}`,
  ];
  return parts.filter(Boolean).join(' · ');
}
