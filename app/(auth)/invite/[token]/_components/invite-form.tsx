'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { NewPasswordField } from '@/components/forms/new-password-field';
import { usePageForm } from '@/components/forms/use-page-form';
import { Button } from '@/components/ui/button';
import type { Action } from '@/lib/web/action-state';

type InviteFormProps = { action: Action<never>; token: string; name: string; email: string };

/** One field; the link proves the rest. */
export function InviteForm({ action, token, name, email }: InviteFormProps) {
  const { failure, isBusy, form } = usePageForm(action);
  return (
    <>
      <p className="text-ink-2 [overflow-wrap:anywhere]">
        Welcome, {name}. You sign in with <b className="font-medium text-ink">{email}</b> and the password you choose
        here.
      </p>
      <form {...form} className="grid gap-3.5" noValidate>
        <FormFailure failure={failure} />
        <input type="hidden" name="token" value={token} />
        {/* Tells a password manager whose password it is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <NewPasswordField label="Password" name="password" tall autoFocus error={failure?.fields['password']} />
        <Button type="submit" variant="primary" size="lg" wide busy={isBusy}>
          Choose password
        </Button>
      </form>
    </>
  );
}
