import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { isRecent } from '@/lib/accounts/domain/session-life';
import { dateText } from '@/lib/kernel/time-text';
import { countOwnKeys } from '@/lib/keys/queries';
import { findOwnMfa } from '@/lib/mfa/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { MfaOff } from './_components/mfa-off';
import { MfaOn } from './_components/mfa-on';
import { beginEnrolmentAction, disableMfaAction } from './actions';

export const metadata: Metadata = { title: 'Security' };

/** The signed-in person's own sign-in. */
export default async function SecurityPage() {
  const { actor, passwordAt, timeZone } = await requireSession();
  const ctx = await requestContext(actor);
  const mfa = await findOwnMfa(ctx);
  return (
    <>
      <PageHeader crumbs={[{ label: 'You' }, { label: 'Security' }]} title="Security">
        Your sign-in, and what protects it.
      </PageHeader>
      {mfa.enabledAt === null ? (
        <MfaOff action={beginEnrolmentAction} asksPassword={!isRecent(passwordAt, ctx.clock.now())} />
      ) : (
        <MfaOn
          action={disableMfaAction}
          since={dateText(mfa.enabledAt, timeZone)}
          unusedRecoveryCodes={mfa.unusedRecoveryCodes}
          keyCount={await countOwnKeys(ctx)}
        />
      )}
    </>
  );
}
