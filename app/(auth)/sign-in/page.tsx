import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { findPendingSignIn, findSignInFrame } from '@/lib/accounts/queries';
import { readCookie } from '@/lib/web/cookies';
import { requestContext } from '@/lib/web/request-context';
import { currentSession } from '@/lib/web/session';
import { DoorCard } from '../_components/door-card';
import { HelpLine } from '../_components/help-line';
import { CodeForm } from './_components/code-form';
import { PasswordForm } from './_components/password-form';
import { RecoveryForm } from './_components/recovery-form';
import { codeAction, passwordAction, recoveryCodeAction, startOverAction } from './actions';

export const metadata: Metadata = { title: 'Sign in' };

type SignInPageProps = { searchParams: Promise<{ use?: string | string[]; ready?: string | string[] }> };

/** Both steps: the second one while the browser holds a begun sign-in. */
export default async function SignInPage({ searchParams }: SignInPageProps) {
  if ((await currentSession()) !== null) redirect('/user-control');
  const ctx = await requestContext();
  const { use, ready } = await searchParams;
  const token = await readCookie('pending');
  const pending = token === null ? null : await findPendingSignIn(ctx, token);
  if (pending !== null) {
    const step = { email: pending.email, startOver: startOverAction };
    return (
      <>
        <DoorCard
          title={use === 'recovery' ? 'Enter a recovery code' : 'Enter your code'}
          companyName={pending.companyName}
        >
          {use === 'recovery' ? (
            <RecoveryForm action={recoveryCodeAction} {...step} />
          ) : (
            <CodeForm action={codeAction} {...step} />
          )}
        </DoorCard>
        <HelpLine helpDesk={pending.helpDesk} />
      </>
    );
  }
  const frame = await findSignInFrame(ctx);
  return (
    <>
      <DoorCard title="Sign in" companyName={frame?.companyName ?? null}>
        <PasswordForm action={passwordAction} done={doneBefore(ready)} />
      </DoorCard>
      <HelpLine helpDesk={frame?.helpDesk ?? null} />
    </>
  );
}

function doneBefore(ready: string | string[] | undefined): 'set-up' | 'new-password' | 'invitation' | null {
  switch (ready) {
    case undefined:
      return null;
    case 'password':
      return 'new-password';
    case 'invitation':
      return 'invitation';
    default:
      return 'set-up';
  }
}
