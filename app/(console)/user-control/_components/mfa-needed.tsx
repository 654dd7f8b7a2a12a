import { BeginMfaForm } from '@/components/forms/begin-mfa-form';
import { SecondStepArt } from '@/components/keys/key-art';
import { Banner } from '@/components/ui/banner';
import { EmptyState } from '@/components/ui/empty-state';
import type { Action } from '@/lib/web/action-state';
import { CardPage } from './card-page';

const STEPS = [
  ['Scan', 'a QR code with your authenticator app.'],
  ['Enter', 'the six digits it shows.'],
  ['Store', 'ten recovery codes.'],
] as const;

type MfaNeededProps = {
  /** Keys that are refused until MFA is on again. */
  waiting: number;
  /** Makes the secret and leads to its QR code. */
  beginEnrolment: Action<never>;
  /** The password was last given more than five minutes ago. */
  asksPassword: boolean;
  helpDesk: string | null;
};

/** The page of somebody who may have keys but signs in without a second step. */
export function MfaNeeded({ waiting, beginEnrolment, asksPassword, helpDesk }: MfaNeededProps) {
  return (
    <CardPage helpDesk={helpDesk}>
      <EmptyState
        art={<SecondStepArt />}
        title="Set up MFA to use API keys"
        action={<BeginMfaForm action={beginEnrolment} asksPassword={asksPassword} large />}
        more={
          <>
            <Steps />
            {waiting > 0 && <Waiting count={waiting} />}
          </>
        }
      >
        Keys belong to people whose sign-in has a second step. Any authenticator app will do, and it takes about two
        minutes.
      </EmptyState>
    </CardPage>
  );
}

function Steps() {
  return (
    <ol className="grid gap-2">
      {STEPS.map(([verb, rest], index) => (
        <li key={verb} className="flex gap-2">
          <span
            aria-hidden="true"
            className="grid size-5 flex-none place-items-center rounded-full bg-idle-wash text-[11px] font-semibold text-ink-2"
          >
            {index + 1}
          </span>
          <span>
            <b className="text-ink">{verb}</b> {rest}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Waiting({ count }: { count: number }) {
  const isOne = count === 1;
  return (
    <Banner tone="warn" icon="lock">
      <b>{isOne ? '1 of your keys is waiting.' : `${count} of your keys are waiting.`}</b>{' '}
      {isOne ? 'It is refused with' : 'They are refused with'}{' '}
      <span className="mono whitespace-nowrap">MFA_REQUIRED</span> until MFA is on again. Nothing else about{' '}
      {isOne ? 'it' : 'them'} has changed.
    </Banner>
  );
}
