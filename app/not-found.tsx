import type { Metadata } from 'next';
import { NothingHereCard } from '@/components/shell/nothing-here-card';

export const metadata: Metadata = { title: 'Not found' };

/**
 * For an address that no page has. Alone, also for who is signed in: Next makes this part with every page, whether it is shown
 * or not, so that a frame in it would be a second one on each.
 */
export default function NotFound() {
  return (
    <main className="grid min-h-dvh content-center px-4">
      <NothingHereCard />
    </main>
  );
}
