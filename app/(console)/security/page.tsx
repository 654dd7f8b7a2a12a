import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { isRecent } from '@/lib/accounts/domain/session-life';
import { findOwnSessions, findPasswordDate } from '@/lib/accounts/own-account-queries';
import { dateText } from '@/lib/kernel/time-text';
import { countOwnKeys } from '@/lib/keys/queries';
import { findOwnMfa } from '@/lib/mfa/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { MfaOff } from './_components/mfa-off';
import { MfaOn } from './_components/mfa-on';
import { PasswordCard } from './_components/password-card';
import { SessionsCard } from './_components/sessions-card';
import {
  beginEnrolmentAction,
  changePasswordAction,
  disableMfaAction,
  endOtherSessionsAction,
  endSessionAction,
  renewRecoveryCodesAction,
} from './actions';

export const metadata: Metadata = { title: 'Security' };

/** The signed-in person's own sign-in. */
export default async function SecurityPage() {
  const { actor, passwordAt, timeZone } = await requireSession();
  const ctx = await requestContext(actor);
  const mfa = await findOwnMfa(ctx);
  return (
    <>
      <PageHeader crumbs={[{ label: 'You' }, { label: 'Security' }]} title="Security">
        Your sign-in, and everywhere it is in use.
      </PageHeader>
      {mfa.enabledAt === null ? (
        <MfaOff action={beginEnrolmentAction} asksPassword={!isRecent(passwordAt, ctx.clock.now())} />
      ) : (
        <MfaOn
          turnOff={disableMfaAction}
          renewCodes={renewRecoveryCodesAction}
          since={dateText(mfa.enabledAt, timeZone)}
          unusedRecoveryCodes={mfa.unusedRecoveryCodes}
          keyCount={await countOwnKeys(ctx)}
        />
      )}
      <SessionsCard
        sessions={await findOwnSessions(ctx, timeZone)}
        endOne={endSessionAction}
        endOthers={endOtherSessionsAction}
      />
      <PasswordCard
        action={changePasswordAction}
        email={actor.email}
        changedOn={await findPasswordDate(ctx, timeZone)}
      />
    </>
  );
}
