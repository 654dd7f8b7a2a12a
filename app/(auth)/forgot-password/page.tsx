import type { Metadata } from 'next';
import { findSignInFrame } from '@/lib/accounts/queries';
import { requestContext } from '@/lib/web/request-context';
import { DoorCard } from '../_components/door-card';
import { HelpLine } from '../_components/help-line';
import { ForgotPasswordForm } from './_components/forgot-password-form';
import { requestResetAction } from './actions';

export const metadata: Metadata = { title: 'Forgot password' };

/** Asks for the address and mails a link. */
export default async function ForgotPasswordPage() {
  const frame = await findSignInFrame(await requestContext());
  return (
    <>
      <DoorCard title="Forgot password" companyName={frame?.companyName ?? null}>
        <ForgotPasswordForm action={requestResetAction} />
      </DoorCard>
      <HelpLine helpDesk={frame?.helpDesk ?? null} />
    </>
  );
}
