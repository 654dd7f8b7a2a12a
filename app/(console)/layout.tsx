import type { ReactNode } from 'react';
import { requireSession } from '@/lib/web/session';
import { ConsoleFrame } from './_components/console-frame';

/** Around every page of somebody who is signed in. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  return <ConsoleFrame session={await requireSession()}>{children}</ConsoleFrame>;
}
