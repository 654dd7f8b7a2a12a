'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { usePageForm } from '@/components/forms/use-page-form';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { PasswordField } from '@/components/ui/password-field';
import type { Action } from '@/lib/web/action-state';

type MfaOffProps = {
  action: Action<never>;
  /** The password was last given more than five minutes ago. */
  asksPassword: boolean;
};

/** MFA is off: what it is for, and the one button. */
export function MfaOff({ action, asksPassword }: MfaOffProps) {
  const { failure, isBusy, form } = usePageForm(action);
  const asks = asksPassword || failure?.code === 'PASSWORD_NEEDED';
  return (
    <Card>
      <CardHeader
        title="Multi-factor authentication"
        badge={
          <Badge tone="warn" mark="lock">
            Not on yet
          </Badge>
        }
      >
        <span className="text-xs text-ink-3 max-md:hidden">API keys can be created once it is on</span>
      </CardHeader>
      <CardBody className="grid gap-3.5">
        <p className="max-w-[84ch] text-ink-2">
          Signing in then takes your password and a code from your phone. Google Authenticator, Microsoft Authenticator,
          OneLogin, Authy, LastPass and any other TOTP app will do.
        </p>
        <form {...form} className="grid justify-items-start gap-3.5" noValidate>
          <FormFailure failure={failure} />
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
          <Button type="submit" variant="primary" icon="shield" busy={isBusy}>
            Set up MFA
          </Button>
        </form>
      </CardBody>
    </Card>
  );
}
