'use client';

import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';

/** What a page shows when it could not be made. The digest finds the log line; nothing of the error itself is shown. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main role="alert" className="mx-auto grid min-h-[60dvh] w-full max-w-[416px] content-center px-4">
      <h1 className="sr-only">Something failed</h1>
      <Card>
        <EmptyState title="This page did not load" action={<Button onClick={reset}>Try again</Button>}>
          Something failed on our side and nothing was changed.
          {error.digest !== undefined && (
            <>
              {' '}
              Request <span className="mono">{error.digest}</span>
            </>
          )}
        </EmptyState>
      </Card>
    </main>
  );
}
