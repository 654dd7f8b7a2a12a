'use client';

import { useRefreshWhile } from '@/components/lists/use-refresh-while';
import { Banner } from '@/components/ui/banner';
import type { ProcessNoteView } from '@/lib/accounts/people-view';

const PAUSE_MS = 2_000;

/** What goes on behind the page, and how it ended. While it goes on the page reads itself anew. */
export function ProcessBanner({ processes }: { processes: ProcessNoteView[] }) {
  const isRunning = processes.some((process) => process.isRunning);
  useRefreshWhile(isRunning, PAUSE_MS);
  return processes.map(({ id, tone, fact, says }) => (
    <Banner key={id} tone={tone}>
      <b>{fact}</b> {says}
    </Banner>
  ));
}
