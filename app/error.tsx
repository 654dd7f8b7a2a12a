'use client';

import { FailureCard } from '@/components/shell/failure-card';

/** What a page shows when not even its frame could be made. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="grid min-h-dvh content-center px-4">
      <FailureCard digest={error.digest} retry={reset} />
    </main>
  );
}
