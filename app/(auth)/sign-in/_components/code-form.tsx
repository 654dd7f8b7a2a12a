'use client';

import Link from 'next/link';
import { FormFailure } from '@/components/forms/form-failure';
import { usePageForm } from '@/components/forms/use-page-form';
import { Button } from '@/components/ui/button';
import { CodeField } from '@/components/ui/code-field';
import type { Action } from '@/lib/web/action-state';
import { StartOver } from './start-over';

export type SecondStepProps = { action: Action<never>; startOver: Action<never>; email: string };

/** The second step with an authenticator app. */
export function CodeForm({ action, startOver, email }: SecondStepProps) {
  const { failure, isBusy, form } = usePageForm(action);
  return (
    <>
      <p className="text-ink-2">
        Open your authenticator app and type the six digits for{' '}
        <b className="font-medium text-ink [overflow-wrap:anywhere]">Keydesk, {email}</b>.
      </p>
      <form {...form} className="grid gap-3.5" noValidate>
        <FormFailure failure={failure} />
        <CodeField
          label="Code"
          name="code"
          big
          required
          autoFocus
          maxLength={9}
          hint="A code is good once and for 30 seconds."
          error={failure?.fields['code']}
        />
        <Button type="submit" variant="primary" size="lg" wide busy={isBusy}>
          Sign in
        </Button>
      </form>
      <div className="-mt-0.5 flex justify-between gap-4">
        <Link href="/sign-in?use=recovery" prefetch={false}>
          Use a recovery code
        </Link>
        <StartOver action={startOver} />
      </div>
    </>
  );
}
