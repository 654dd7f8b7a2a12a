import type { Metadata } from 'next';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';

export const metadata: Metadata = { title: 'Not found' };

/** For what is not there and for what belongs to somebody else, without a difference. */
export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[416px] content-center px-4">
      <h1 className="sr-only">Not found</h1>
      <Card>
        <EmptyState
          title="Nothing here"
          action={
            <Link href="/user-control" className={buttonClass({ variant: 'primary' })}>
              Go to User Control
            </Link>
          }
        >
          There is nothing here, or it is not yours to see.
        </EmptyState>
      </Card>
    </main>
  );
}
