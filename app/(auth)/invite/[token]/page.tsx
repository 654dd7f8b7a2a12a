import type { Metadata } from 'next';
import { findInvitationLink } from '@/lib/accounts/own-account-queries';
import { requestContext } from '@/lib/web/request-context';
import { ChoosePasswordForm } from '../../_components/choose-password-form';
import { DoorCard } from '../../_components/door-card';
import { HelpLine } from '../../_components/help-line';
import { acceptInvitationAction } from './actions';

export const metadata: Metadata = { title: 'Welcome to Keydesk' };

/** Where an invitation leads. Opening it consumes nothing: mail programs open links before people do. */
export default async function InvitePage({ params }: PageProps<'/invite/[token]'>) {
  const { token } = await params;
  const link = await findInvitationLink(await requestContext(), token);
  if (link === null) return <LinkSpent />;
  return (
    <>
      <DoorCard title="Choose a password" companyName={link.companyName}>
        <p className="text-ink-2 [overflow-wrap:anywhere]">
          Welcome, {link.name}. You sign in with <b className="font-medium text-ink">{link.email}</b> and the password
          you choose here.
        </p>
        <ChoosePasswordForm
          action={acceptInvitationAction}
          token={token}
          email={link.email}
          label="Password"
          button="Choose password"
        />
      </DoorCard>
      <HelpLine helpDesk={link.helpDesk} />
    </>
  );
}

function LinkSpent() {
  return (
    <DoorCard title="This invitation does not work" companyName={null}>
      <p className="text-ink-2">
        It was answered, withdrawn or sent again, or it has expired: an invitation is good for 72 hours and once. Ask
        whoever invited you for another.
      </p>
    </DoorCard>
  );
}
