import type { ReactNode } from 'react';
import { AppShell } from '@/components/shell/app-shell';
import { requireSession } from '@/lib/web/session';
import { signOutAction } from './actions';

/** Around every page of somebody who is signed in. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { actor, companyName } = await requireSession();
  const role = actor.isAdministrator ? 'Administrator' : 'Member';
  return (
    <AppShell
      companyName={companyName}
      person={{ name: actor.name, role }}
      signOut={signOutAction}
      sections={[
        {
          label: 'You',
          items: [
            { label: 'User Control', icon: 'key', href: '/user-control' },
            { label: 'Your security', icon: 'shield', href: '/security' },
            { label: 'Your settings', icon: 'sliders', href: '/settings' },
          ],
        },
      ]}
    >
      {children}
    </AppShell>
  );
}
