import type { Metadata } from 'next';
import { NothingHereCard } from '@/components/shell/nothing-here-card';

export const metadata: Metadata = { title: 'Not found' };

/** Inside the frame, so that the way on is at hand. */
export default function NotFound() {
  return (
    <div className="pt-8 max-md:pt-2">
      <NothingHereCard />
    </div>
  );
}
