import type { Metadata } from 'next';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { findSetupState } from '@/lib/accounts/queries';
import { listTimeZones } from '@/lib/kernel/time-zones';
import { requestContext } from '@/lib/web/request-context';
import { DoorCard } from '../_components/door-card';
import { SetupForm } from './_components/setup-form';
import { setUpAction } from './actions';

export const metadata: Metadata = { title: 'Set up Keydesk' };

/** Makes the first company and administrator. Opening the link consumes nothing. */
export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  const link = typeof token === 'string' ? token : '';
  const state = await findSetupState(await requestContext(), link);
  if (state === 'READY') {
    return (
      <DoorCard title="Set up Keydesk" companyName={null}>
        <p className="text-ink-2">Your company, and you as its first administrator.</p>
        <SetupForm action={setUpAction} token={link} timeZones={listTimeZones()} />
      </DoorCard>
    );
  }
  return state === 'LINK_SPENT' ? <LinkSpent /> : <AlreadySetUp />;
}

function LinkSpent() {
  return (
    <DoorCard title="This link does not work" companyName={null}>
      <p className="text-ink-2">
        It was used, or it has expired: a set-up link is good for one hour and once. Start Keydesk again, and it prints
        a new one.
      </p>
    </DoorCard>
  );
}

function AlreadySetUp() {
  return (
    <DoorCard title="Keydesk is set up" companyName={null}>
      <p className="text-ink-2">The link that led here did its work. Sign in with your e-mail address.</p>
      <Link href="/sign-in" className={buttonClass({ variant: 'primary', size: 'lg', wide: true })}>
        Sign in
      </Link>
    </DoorCard>
  );
}
