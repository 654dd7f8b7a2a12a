import type { ReactNode } from 'react';
import { StepUpProvider } from '@/components/forms/step-up';
import { AppShell } from '@/components/shell/app-shell';
import type { NavigationSection } from '@/components/shell/navigation';
import { countWaitingRequests } from '@/lib/access/queries';
import type { LiveSession } from '@/lib/accounts/dto';
import { requestContext } from '@/lib/web/request-context';
import { confirmIdentityAction, signOutAction } from '../actions';

/** The shell with the pages that this person has. */
export async function ConsoleFrame({ session, children }: { session: LiveSession; children: ReactNode }) {
  const { actor, companyName } = session;
  const waitingRequests = await countWaitingRequests(await requestContext(actor));
  return (
    <AppShell
      companyName={companyName}
      person={{ name: actor.name, role: actor.isAdministrator ? 'Administrator' : 'Member' }}
      signOut={signOutAction}
      sections={sections(waitingRequests)}
    >
      <StepUpProvider action={confirmIdentityAction}>{children}</StepUpProvider>
    </AppShell>
  );
}

/** @param waitingRequests null for whoever may not answer them */
function sections(waitingRequests: number | null): NavigationSection[] {
  return [
    {
      label: 'You',
      items: [
        { label: 'User Control', icon: 'key', href: '/user-control' },
        { label: 'Your security', icon: 'shield', href: '/security' },
        { label: 'Your settings', icon: 'sliders', href: '/settings' },
      ],
    },
    ...(waitingRequests === null
      ? []
      : [
          {
            label: 'Security',
            items: [
              {
                label: 'Access requests',
                icon: 'userplus' as const,
                href: '/admin/access-requests' as const,
                count: waitingRequests,
              },
            ],
          },
        ]),
  ];
}
