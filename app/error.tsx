'use client';

import { FailureCard } from '@/components/shell/failure-card';

/** What a page shows when not even its frame could be made. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <main className="grid min-h-dvh content-center px-4">
      <FailureCard digest={error.digest} retry={retry} />
    </main>
  );
}
