import type { ReactNode } from 'react';
import { PageFoot } from '@/components/keys/page-foot';
import { Card } from '@/components/ui/card';

/** User Control while there are no keys to show: one card in the middle, which says what has to happen first. */
export function CardPage({ helpDesk, children }: { helpDesk: string | null; children: ReactNode }) {
  return (
    <>
      <h1 className="sr-only">User Control</h1>
      <Card className="mx-auto mt-8 w-full max-w-[440px] max-md:mt-2">{children}</Card>
      <div className="flex justify-center">
        <PageFoot helpDesk={helpDesk} tip={false} />
      </div>
    </>
  );
}
