import type { Metadata } from 'next';
import { NothingHereCard } from '@/components/shell/nothing-here-card';
import { currentSession } from '@/lib/web/session';
import { ConsoleFrame } from './(console)/_components/console-frame';

export const metadata: Metadata = { title: 'Not found' };

/** For an address that no page has: inside the frame for who is signed in, alone for everybody else. */
export default async function NotFound() {
  const session = await currentSession();
  if (session === null) {
    return (
      <main className="grid min-h-dvh content-center px-4">
        <NothingHereCard />
      </main>
    );
  }
  return (
    <ConsoleFrame session={session}>
      <div className="pt-8 max-md:pt-2">
        <NothingHereCard />
      </div>
    </ConsoleFrame>
  );
}
