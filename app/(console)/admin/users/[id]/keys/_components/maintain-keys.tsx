'use client';

import { keysOf } from '@/components/keys/key-dialect';
import type { KeyActions } from '@/components/keys/key-dialog-props';
import { KeyDialogs } from '@/components/keys/key-dialogs';
import { PageFoot } from '@/components/keys/page-foot';
import { useKeyDialogs } from '@/components/keys/use-key-dialogs';
import { StatusMoveContext, useStatusMove } from '@/components/keys/use-status-move';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { NothingHere } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { OthersKeyPageView } from '@/lib/keys/view';
import { MaintainedTable } from './maintained-table';

type MaintainKeysProps = { personId: string; companyName: string; view: OthersKeyPageView; actions: KeyActions };

/** Somebody's keys on their behalf: the same dialogs as on the owner's own page, in words about them. */
export function MaintainKeys({ personId, companyName, view, actions }: MaintainKeysProps) {
  const dialogs = useKeyDialogs();
  const { move, change } = useStatusMove(actions);
  const { ownerName, keys, obstacle } = view;
  const forPerson: KeyActions = {
    ...actions,
    generate(state, fields) {
      fields.set('personId', personId);
      return actions.generate(state, fields);
    },
  };
  const generate = view.mayGenerate && (
    <Button variant="primary" icon="plus" onClick={() => dialogs.open({ kind: 'generate' })}>
      New API Key
    </Button>
  );
  return (
    <StatusMoveContext value={move}>
      <PageHeader
        crumbs={[
          { label: companyName },
          { label: 'Security' },
          { label: 'Users', href: '/admin/users' },
          { label: ownerName },
        ]}
        title="Maintain User API Keys"
        action={generate}
      >
        The keys of {ownerName}. Whatever you do here is done on their behalf, and the audit says so.
      </PageHeader>
      {obstacle !== null && <Banner tone="warn">{obstacle}</Banner>}
      <p className="text-xs leading-[18px] text-ink-3">{summaryOf(view)}</p>
      {keys.length > 0 ? (
        <MaintainedTable keys={keys} open={dialogs.open} />
      ) : (
        <div className="rounded-lg border border-line">
          <NothingHere title="No API keys yet">When {ownerName} has keys, they appear here.</NothingHere>
        </div>
      )}
      <PageFoot helpDesk={view.helpDesk} tip={false} />
      <KeyDialogs dialogs={dialogs} view={view} actions={forPerson} change={change} dialect={keysOf(ownerName)} />
    </StatusMoveContext>
  );
}

function summaryOf({ keys, limit, lifespan, notAccessed }: OthersKeyPageView): string {
  const noun = (count: number) => (count === 1 ? 'key' : 'keys');
  const parts = [
    limit === null ? `${keys.length} ${noun(keys.length)}` : `${keys.length} of ${limit} ${noun(limit)}`,
    lifespan !== null && `Max Key Lifespan ${lifespan}`,
    notAccessed !== null && `Not Accessed Expiration ${notAccessed}`,
  ];
  return parts.filter(Boolean).join(' · ');
}
