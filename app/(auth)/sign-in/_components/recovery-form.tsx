'use client';

import { TextField } from '@/components/ui/text-field';
import { SecondStepForm, type SecondStepProps } from './second-step-form';

/** The second step without the phone. */
export function RecoveryForm({ email, ...actions }: SecondStepProps) {
  return (
    <SecondStepForm
      {...actions}
      says={
        <>
          Type one of the ten recovery codes that you stored for{' '}
          <b className="font-medium text-ink [overflow-wrap:anywhere]">{email}</b>.
        </>
      }
      field={(error) => (
        <TextField
          label="Recovery code"
          name="code"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
          tall
          mono
          maxLength={100}
          hint="Each one is good once."
          error={error}
        />
      )}
      otherWay={{ href: '/sign-in', label: 'Use your authenticator app' }}
    />
  );
}
