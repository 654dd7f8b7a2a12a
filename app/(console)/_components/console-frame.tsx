import Link from 'next/link';
import type { ReactNode } from 'react';
import { StepUpProvider } from '@/components/forms/step-up';
import { AppShell } from '@/components/shell/app-shell';
import type { NavigationItem, NavigationSection } from '@/components/shell/navigation';
import { Banner } from '@/components/ui/banner';
import { buttonClass } from '@/components/ui/button-class';
import { countWaitingRequests } from '@/lib/access/queries';
import type { LiveSession } from '@/lib/accounts/dto';
import type { PersonActor } from '@/lib/authz/actor';
import { requestContext } from '@/lib/web/request-context';
import { confirmIdentityAction, signOutAction } from '../actions';

/** The shell with the pages that this person has. */
export function ConsoleFrame({ session, children }: { session: LiveSession; children: ReactNode }) {
  const { actor, companyName } = session;
  return (
    <AppShell
      companyName={companyName}
      person={{ name: actor.name, role: actor.isAdministrator ? 'Administrator' : 'Member' }}
      signOut={signOutAction}
      sections={sectionsFor(actor)}
    >
      <StepUpProvider action={confirmIdentityAction}>
        <MfaWanted {...session} />
        {children}
      </StepUpProvider>
    </AppShell>
  );
}

/** Whoever administers something and may not yet would otherwise only see that its pages are not there. */
function MfaWanted({ actor, companyName }: LiveSession) {
  if (actor.hasMfa || !(actor.isAdministrator || actor.isInstallationOperator)) return null;
  const link = (
    <Link href="/security" className={buttonClass({ size: 'sm' })}>
      Set up MFA
    </Link>
  );
  return (
    <Banner tone="info" icon="shield" className="mb-5" action={link}>
      You {actor.isAdministrator ? `administer ${companyName}` : 'run this installation'}. The pages for that open once
      your two-factor authentication (MFA) is on: a password alone must not be enough.
    </Banner>
  );
}

async function sectionsFor(actor: PersonActor): Promise<NavigationSection[]> {
  const waitingRequests = await countWaitingRequests(await requestContext(actor));
  return [...sections(waitingRequests), ...operation(actor)];
}

/** The page of the installation's operator, besides those of their own company. */
function operation({ isInstallationOperator, hasMfa }: LiveSession['actor']): NavigationSection[] {
  if (!isInstallationOperator || !hasMfa) return [];
  return [{ label: 'Installation', items: [{ label: 'Companies', icon: 'building', href: '/admin/companies' }] }];
}

/** Pages of company administrators, besides the requests that wait for them; each comes with its page. */
const ADMINISTRATION = {
  security: [
    { label: 'Users', icon: 'users', href: '/admin/users' },
    { label: 'Key inventory', icon: 'rows', href: '/admin/keys' },
  ] as NavigationItem[],
  settings: [
    { label: 'API Keys', icon: 'lock', href: '/admin/api-keys' },
    { label: 'Service accounts', icon: 'bot', href: '/admin/service-accounts' },
    { label: 'Tenants', icon: 'globe', href: '/admin/tenants' },
    { label: 'Key policy', icon: 'policy', href: '/admin/policy' },
  ] as NavigationItem[],
  activity: [{ label: 'Audit', icon: 'book', href: '/admin/audit' }] as NavigationItem[],
};

/** @param waitingRequests null for whoever may not answer them, and runs no company */
function sections(waitingRequests: number | null): NavigationSection[] {
  const you: NavigationSection = {
    label: 'You',
    items: [
      { label: 'User Control', icon: 'key', href: '/user-control' },
      { label: 'Your security', icon: 'shield', href: '/security' },
      { label: 'Your settings', icon: 'sliders', href: '/settings' },
    ],
  };
  if (waitingRequests === null) return [you];
  const requests: NavigationItem = {
    label: 'Access requests',
    icon: 'userplus',
    href: '/admin/access-requests',
    count: waitingRequests,
  };
  const { security, settings, activity } = ADMINISTRATION;
  return [
    you,
    { label: 'Security', items: [...security.slice(0, 1), requests, ...security.slice(1)] },
    { label: 'Settings', items: settings },
    { label: 'Activity', items: activity },
  ].filter(({ items }) => items.length > 0);
}
