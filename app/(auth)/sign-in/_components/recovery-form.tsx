'use client';

import Link from 'next/link';
import { FormFailure } from '@/components/forms/form-failure';
import { usePageForm } from '@/components/forms/use-page-form';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import type { SecondStepProps } from './code-form';
import { StartOver } from './start-over';

/** The second step without the phone. */
export function RecoveryForm({ action, startOver, email }: SecondStepProps) {
  const { failure, isBusy, form } = usePageForm(action);
  return (
    <>
      <p className="text-ink-2">
        Type one of the ten recovery codes that you stored for{' '}
        <b className="font-medium text-ink [overflow-wrap:anywhere]">{email}</b>.
      </p>
      <form {...form} className="grid gap-3.5" noValidate>
        <FormFailure failure={failure} />
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
          error={failure?.fields['code']}
        />
        <Button type="submit" variant="primary" size="lg" wide busy={isBusy}>
          Sign in
        </Button>
      </form>
      <div className="-mt-0.5 flex justify-between gap-4">
        <Link href="/sign-in" prefetch={false}>
          Use your authenticator app
        </Link>
        <StartOver action={startOver} />
      </div>
    </>
  );
}
