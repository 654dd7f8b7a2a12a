'use client';

import { useRouter } from 'next/navigation';
import { keysOf } from '@/components/keys/key-dialect';
import type { KeyActions } from '@/components/keys/key-dialog-props';
import { KeyDialogs } from '@/components/keys/key-dialogs';
import { KeyLifeline } from '@/components/keys/key-lifeline';
import { PageFoot } from '@/components/keys/page-foot';
import { useKeyDialogs } from '@/components/keys/use-key-dialogs';
import { StatusMoveContext, useStatusMove } from '@/components/keys/use-status-move';
import { Breadcrumb } from '@/components/ui/breadcrumb';
import type { HistoryView } from '@/lib/audit/view';
import type { KeyDetailView, KeyPageView } from '@/lib/keys/view';
import type { KeyUsageView } from '@/lib/usage/view';
import { COMPANY_LIST, OWN_LIST } from '../key-lists';
import { KeyFacts } from './key-facts';
import { KeyHistory } from './key-history';
import { KeyTitle } from './key-title';
import { UsageCard } from './usage-card';

type KeyPageProps = {
  detail: KeyDetailView;
  usage: KeyUsageView;
  history: HistoryView;
  /** Of all the person's keys: whether another may be generated. */
  view: KeyPageView;
  actions: KeyActions;
  /** Whose it is, where it is not the reader's own. */
  ownerName?: string;
};

/** One key: what it is called and does, its life, its usage, its facts, and what became of it. */
export function KeyPage({ detail, usage, history, view, actions, ownerName }: KeyPageProps) {
  const dialogs = useKeyDialogs();
  const router = useRouter();
  const { move, change } = useStatusMove(actions);
  const { key, lifeline } = detail;
  const list = ownerName === undefined ? OWN_LIST : COMPANY_LIST;
  return (
    <StatusMoveContext value={move}>
      <div>
        <Breadcrumb crumbs={[list, { label: key.name }]} />
        <KeyTitle of={key} open={dialogs.open} />
      </div>
      <KeyLifeline of={lifeline} details={key.details} />
      <div className="grid grid-cols-[minmax(0,1fr)_300px] items-start gap-4 max-lg:grid-cols-[minmax(0,1fr)]">
        <div className="grid min-w-0 gap-4">
          <UsageCard of={usage} />
          <KeyFacts of={detail} {...(ownerName === undefined ? {} : { ownerName })} />
        </div>
        <KeyHistory of={history} keyId={key.id} />
      </div>
      <PageFoot helpDesk={view.helpDesk} tip={false} />
      <KeyDialogs
        dialogs={dialogs}
        view={view}
        actions={actions}
        change={change}
        onDeleted={() => router.push(list.href)}
        {...(ownerName === undefined ? {} : { dialect: { ...keysOf(ownerName), nameLabel: 'Name' } })}
      />
    </StatusMoveContext>
  );
}
