'use client';

import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import type { Action } from '@/lib/web/action-state';
import { FormFailure } from './form-failure';
import { usePageForm } from './use-page-form';

type BeginMfaFormProps = {
  action: Action<never>;
  /** The password was last given more than five minutes ago. */
  asksPassword: boolean;
  large?: boolean;
  /** Of a mail that was sent when MFA was reset. */
  link?: string | undefined;
};

/** The one button that leads to the QR code; it asks for the password first where that was given long ago. */
export function BeginMfaForm({ action, asksPassword, large = false, link }: BeginMfaFormProps) {
  const { failure, isBusy, form } = usePageForm(action);
  const asks = asksPassword || failure?.code === 'PASSWORD_NEEDED';
  return (
    <form {...form} className="grid justify-items-start gap-3.5 text-left" noValidate>
      <FormFailure failure={failure} />
      {link !== undefined && <input type="hidden" name="link" value={link} />}
      {asks && (
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          className="w-full max-w-[320px]"
          hint="It was entered some time ago. Enter it again to go on."
          error={failure?.fields['password']}
        />
      )}
      <Button
        type="submit"
        variant="primary"
        icon="shield"
        busy={isBusy}
        {...(large ? { size: 'lg', className: 'justify-self-center' } : {})}
      >
        Set up MFA
      </Button>
    </form>
  );
}
