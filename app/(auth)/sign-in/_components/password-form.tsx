'use client';

import Link from 'next/link';
import { EmailField } from '@/components/forms/email-field';
import { FormFailure } from '@/components/forms/form-failure';
import { usePageForm } from '@/components/forms/use-page-form';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import type { Action } from '@/lib/web/action-state';

type PasswordFormProps = {
  action: Action<never>;
  /** What was just done and leads here: the installation was set up, or a password was chosen. */
  done: 'set-up' | 'new-password' | 'invitation' | null;
};

/** The first step. */
export function PasswordForm({ action, done }: PasswordFormProps) {
  const { failure, isBusy, form } = usePageForm(action);
  return (
    <form {...form} className="grid gap-3.5" noValidate>
      {done === 'set-up' && <Banner tone="info">Keydesk is set up. Sign in with the password you chose.</Banner>}
      {done === 'new-password' && (
        <Banner tone="info">Your password is changed. You are signed out everywhere; sign in with the new one.</Banner>
      )}
      {done === 'invitation' && <Banner tone="info">Your password is chosen. Sign in with it.</Banner>}
      <FormFailure failure={failure} />
      <EmailField autoFocus error={failure?.fields['email']} />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        tall
        error={failure?.fields['password']}
        aside={
          <Link href="/forgot-password" prefetch={false}>
            Forgot password?
          </Link>
        }
      />
      <Button type="submit" variant="primary" size="lg" wide busy={isBusy}>
        Continue
      </Button>
    </form>
  );
}
