import type { Metadata } from 'next';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { findResetLink } from '@/lib/accounts/own-account-queries';
import { requestContext } from '@/lib/web/request-context';
import { ChoosePasswordForm } from '../../_components/choose-password-form';
import { DoorCard } from '../../_components/door-card';
import { resetPasswordAction } from './actions';

export const metadata: Metadata = { title: 'Choose a new password' };

/** Where a mailed link leads. Opening it consumes nothing: mail programs open links before people do. */
export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await findResetLink(await requestContext(), token);
  if (link === null) return <LinkSpent />;
  return (
    <DoorCard title="Choose a new password" companyName={link.companyName}>
      <p className="text-ink-2">
        For <b className="font-medium text-ink [overflow-wrap:anywhere]">{link.email}</b>. You are signed out everywhere
        afterwards.
      </p>
      <ChoosePasswordForm
        action={resetPasswordAction}
        token={token}
        email={link.email}
        label="New password"
        button="Change password"
      />
    </DoorCard>
  );
}

function LinkSpent() {
  return (
    <DoorCard title="This link does not work" companyName={null}>
      <p className="text-ink-2">It was used, or it has expired: such a link is good for one hour and once.</p>
      <Link href="/forgot-password" className={buttonClass({ variant: 'primary', size: 'lg', wide: true })}>
        Ask for a new link
      </Link>
    </DoorCard>
  );
}
