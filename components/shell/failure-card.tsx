'use client';

import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';

type FailureCardProps = {
  /** Next's name for the failure. The log has one line with it and the request's id; nothing of the error itself is shown. */
  digest: string | undefined;
  retry: () => void;
};

/** In place of a page that could not be made. */
export function FailureCard({ digest, retry }: FailureCardProps) {
  return (
    <div role="alert">
      <h1 className="sr-only">Something failed</h1>
      <Card className="mx-auto w-full max-w-[384px]">
        <EmptyState title="This page did not load" action={<Button onClick={retry}>Try again</Button>}>
          Something failed on our side and nothing was changed.
          {digest !== undefined && (
            <>
              {' '}
              Reference <span className="mono">{digest}</span>
            </>
          )}
        </EmptyState>
      </Card>
    </div>
  );
}
