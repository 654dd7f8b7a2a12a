'use client';

import Link from 'next/link';
import { FormFailure } from '@/components/forms/form-failure';
import { usePageForm } from '@/components/forms/use-page-form';
import { Tag } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button-class';
import { CardBody } from '@/components/ui/card';
import type { Action } from '@/lib/web/action-state';
import { MfaCard } from '../../_components/mfa-card';
import { RecoveryCodes } from '../../_components/recovery-codes';
import { CodeRow } from './code-row';
import { SetupStep } from './setup-step';
import { ShownSecret, type ShownSecretProps } from './shown-secret';

type MfaSetupProps = {
  action: Action<{ recoveryCodes: string[] }>;
  /** Null once MFA is on: the secret is never shown again. */
  enrolment: ShownSecretProps | null;
};

/** The three steps: scan, enter, store. The last one appears with the right code, and only then. */
export function MfaSetup({ action, enrolment }: MfaSetupProps) {
  const { failure, value, isBusy, form } = usePageForm(action);
  if (value !== null) return <Done codes={value.recoveryCodes} />;
  if (enrolment === null) return <AlreadyOn />;
  return (
    <MfaCard isOn={false} aside="API keys can be created once it is on">
      <ol>
        <SetupStep number={1} title="Scan the QR code">
          <ShownSecret {...enrolment} />
        </SetupStep>
        <SetupStep number={2} title="Enter the code it shows">
          <form {...form} className="grid gap-2" noValidate>
            <FormFailure failure={failure} />
            <CodeRow error={failure?.fields['code']} isBusy={isBusy} />
          </form>
        </SetupStep>
        <SetupStep
          number={3}
          title="Store ten recovery codes"
          aside={<Tag className="font-normal">Appears when the code is right</Tag>}
        >
          <p className="text-ink-2">
            Each one signs you in once when your phone is not at hand. They are shown only then.
          </p>
        </SetupStep>
      </ol>
    </MfaCard>
  );
}

function Done({ codes }: { codes: string[] }) {
  return (
    <MfaCard isOn aside="API keys can be created now">
      <ol start={3}>
        <SetupStep number={3} title="Store ten recovery codes">
          <RecoveryCodes codes={codes}>
            <Link href="/security" className={buttonClass({ variant: 'primary' })}>
              Done
            </Link>
          </RecoveryCodes>
        </SetupStep>
      </ol>
    </MfaCard>
  );
}

function AlreadyOn() {
  return (
    <MfaCard isOn>
      <CardBody>
        <p className="text-ink-2">
          MFA is on, and its secret is not shown again. <Link href="/security">Back to Security</Link>
        </p>
      </CardBody>
    </MfaCard>
  );
}
