import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';

/** For what is not there and for what belongs to somebody else, without a difference. */
export function NothingHereCard() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <Card className="mx-auto w-full max-w-[384px]">
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
    </>
  );
}
