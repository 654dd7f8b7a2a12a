'use client';

import { CodeField } from '@/components/ui/code-field';
import { SecondStepForm, type SecondStepProps } from './second-step-form';

/** The second step with an authenticator app. */
export function CodeForm({ email, ...actions }: SecondStepProps) {
  return (
    <SecondStepForm
      {...actions}
      says={
        <>
          Open your authenticator app and type the six digits for{' '}
          <b className="font-medium text-ink [overflow-wrap:anywhere]">Keydesk, {email}</b>.
        </>
      }
      field={(error) => (
        <CodeField
          label="Code"
          name="code"
          big
          required
          autoFocus
          maxLength={9}
          hint="A code is good once and for 30 seconds."
          error={error}
        />
      )}
      otherWay={{ href: '/sign-in?use=recovery', label: 'Use a recovery code' }}
    />
  );
}
