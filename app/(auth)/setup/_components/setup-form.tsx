'use client';

import { EmailField } from '@/components/forms/email-field';
import { FormFailure } from '@/components/forms/form-failure';
import { NewPasswordField } from '@/components/forms/new-password-field';
import { usePageForm } from '@/components/forms/use-page-form';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import type { Action } from '@/lib/web/action-state';
import { TimeZoneField } from './time-zone-field';

type SetupFormProps = { action: Action<never>; token: string; timeZones: string[] };

/** Company first, then the person. */
export function SetupForm({ action, token, timeZones }: SetupFormProps) {
  const { failure, isBusy, form } = usePageForm(action);
  const error = (field: string) => failure?.fields[field];
  return (
    <form {...form} className="grid gap-3.5" noValidate>
      <FormFailure failure={failure} />
      <input type="hidden" name="token" value={token} />
      <TextField
        label="Company"
        name="company"
        autoComplete="organization"
        required
        autoFocus
        tall
        error={error('company')}
      />
      <TimeZoneField name="timeZone" timeZones={timeZones} error={error('timeZone')} />
      <TextField
        label="Help-desk text"
        name="helpDesk"
        optional
        tall
        hint="Stands where a key can be in trouble, such as a phone number."
        error={error('helpDesk')}
      />
      <TextField label="Your name" name="name" autoComplete="name" required tall error={error('name')} />
      <EmailField error={error('email')} />
      <NewPasswordField label="Password" name="password" tall error={error('password')} />
      <Button type="submit" variant="primary" size="lg" wide busy={isBusy}>
        Set up Keydesk
      </Button>
    </form>
  );
}
