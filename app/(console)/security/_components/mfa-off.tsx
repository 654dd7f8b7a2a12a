import { BeginMfaForm } from '@/components/forms/begin-mfa-form';
import { CardBody } from '@/components/ui/card';
import type { Action } from '@/lib/web/action-state';
import { MfaCard } from './mfa-card';

type MfaOffProps = {
  action: Action<never>;
  /** The password was last given more than five minutes ago. */
  asksPassword: boolean;
  /** Of a mail that was sent when MFA was reset. */
  link?: string | undefined;
};

/** MFA is off: what it is for, and the one button. */
export function MfaOff({ action, asksPassword, link }: MfaOffProps) {
  return (
    <MfaCard isOn={false} aside="API keys can be created once it is on">
      <CardBody className="grid gap-3.5">
        <p className="max-w-[84ch] text-ink-2">
          Signing in then takes your password and a code from your phone. Google Authenticator, Microsoft Authenticator,
          OneLogin, Authy, LastPass and any other TOTP app will do.
        </p>
        <BeginMfaForm action={action} asksPassword={asksPassword} link={link} />
      </CardBody>
    </MfaCard>
  );
}
