'use client';

import { FailureCard } from '@/components/shell/failure-card';

/** Inside the frame: one page failed, the others are still there. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <div className="pt-8 max-md:pt-2">
      <FailureCard digest={error.digest} retry={retry} />
    </div>
  );
}
