'use client';

import { useState } from 'react';
import { runAction } from '@/components/forms/run-action';
import { useRefreshWhile } from '@/components/lists/use-refresh-while';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { toastFailure } from '@/components/ui/toast';
import type { BulkProcessView } from '@/lib/keys/inventory/view';
import type { Action } from '@/lib/web/action-state';

const PAUSE_MS = 1_500;

type BulkProgressProps = { processes: BulkProcessView[]; cancel: Action<{ id: string }> };

/** What goes on behind the page, and how it ended. While it goes on the page reads itself anew. */
export function BulkProgress({ processes, cancel }: BulkProgressProps) {
  const isRunning = processes.some((process) => process.isRunning);
  useRefreshWhile(isRunning, PAUSE_MS);
  return processes.map((process) => (
    <Banner
      key={process.id}
      tone={process.tone}
      {...(process.isRunning ? { action: <CancelButton of={process} cancel={cancel} /> } : {})}
    >
      <b>{process.fact}</b> {process.says}
      {process.isRunning && <Bar of={process} />}
    </Banner>
  ));
}

function Bar({ of: { done, total, fact } }: { of: BulkProcessView }) {
  return (
    <progress
      aria-label={fact}
      value={done}
      max={Math.max(1, total)}
      className="mt-1.5 block h-1.5 w-full max-w-80 appearance-none overflow-hidden rounded-full bg-idle-wash [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-idle-wash [&::-webkit-progress-value]:bg-accent"
    />
  );
}

function CancelButton({ of: { id, fact }, cancel }: { of: BulkProcessView; cancel: BulkProgressProps['cancel'] }) {
  const [isBusy, setBusy] = useState(false);
  async function stop() {
    setBusy(true);
    const fields = new FormData();
    fields.set('processId', id);
    const answer = await runAction(cancel, fields);
    setBusy(false);
    if (answer?.ok === false) toastFailure(answer.error.message);
  }
  return (
    <Button size="sm" busy={isBusy} aria-label={`Cancel: ${fact}`} onClick={stop}>
      Cancel
    </Button>
  );
}
