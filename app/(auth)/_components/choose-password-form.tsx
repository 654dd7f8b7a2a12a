'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { NewPasswordField } from '@/components/forms/new-password-field';
import { usePageForm } from '@/components/forms/use-page-form';
import { Button } from '@/components/ui/button';
import type { Action } from '@/lib/web/action-state';

type ChoosePasswordFormProps = { action: Action<never>; token: string; email: string; label: string; button: string };

/** One field; the link that led here proves the rest. */
export function ChoosePasswordForm({ action, token, email, label, button }: ChoosePasswordFormProps) {
  const { failure, isBusy, form } = usePageForm(action);
  return (
    <form {...form} className="grid gap-3.5" noValidate>
      <FormFailure failure={failure} />
      <input type="hidden" name="token" value={token} />
      {/* Tells a password manager whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField label={label} name="password" tall autoFocus error={failure?.fields['password']} />
      <Button type="submit" variant="primary" size="lg" wide busy={isBusy}>
        {button}
      </Button>
    </form>
  );
}
