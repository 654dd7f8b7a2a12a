import type { ReactNode } from 'react';
import { AppShell } from '@/components/shell/app-shell';
import type { NavigationSection } from '@/components/shell/navigation';
import type { LiveSession } from '@/lib/accounts/dto';
import { signOutAction } from '../actions';

/** The shell with the pages that this person has. */
export async function ConsoleFrame({ session, children }: { session: LiveSession; children: ReactNode }) {
  const { actor, companyName } = session;
  return (
    <AppShell
      companyName={companyName}
      person={{ name: actor.name, role: actor.isAdministrator ? 'Administrator' : 'Member' }}
      signOut={signOutAction}
      sections={sections()}
    >
      {children}
    </AppShell>
  );
}

function sections(): NavigationSection[] {
  return [
    {
      label: 'You',
      items: [
        { label: 'User Control', icon: 'key', href: '/user-control' },
        { label: 'Your security', icon: 'shield', href: '/security' },
      ],
    },
  ];
}
