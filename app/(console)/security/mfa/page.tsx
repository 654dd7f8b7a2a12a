import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { isRecent } from '@/lib/accounts/domain/session-life';
import { findEnrolmentView } from '@/lib/mfa/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { MfaOff } from '../_components/mfa-off';
import { beginEnrolmentAction, confirmEnrolmentAction } from '../actions';
import { MfaSetup } from './_components/mfa-setup';

export const metadata: Metadata = { title: 'Set up MFA' };

type MfaSetupPageProps = { searchParams: Promise<{ link?: string | string[] }> };

/** Setting up MFA. Coming here by a link makes nothing: a secret is made by the button. */
export default async function MfaSetupPage({ searchParams }: MfaSetupPageProps) {
  const { link } = await searchParams;
  const { actor, passwordAt } = await requireSession();
  const ctx = await requestContext(actor);
  const enrolment = await findEnrolmentView(ctx);
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'You' }, { label: 'Security', href: '/security' }, { label: 'Set up MFA' }]}
        title="Set up MFA"
      >
        Any authenticator app will do, and it takes about two minutes.
      </PageHeader>
      {enrolment === null && !actor.hasMfa ? (
        <MfaOff
          action={beginEnrolmentAction}
          asksPassword={!isRecent(passwordAt, ctx.clock.now())}
          link={typeof link === 'string' ? link : undefined}
        />
      ) : (
        // Also when MFA is on: the answer that switched it on, with the recovery codes, lives in this component.
        <MfaSetup action={confirmEnrolmentAction} enrolment={enrolment} />
      )}
    </>
  );
}
