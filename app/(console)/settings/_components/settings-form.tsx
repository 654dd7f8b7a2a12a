'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { SelectField } from '@/components/ui/select-field';
import { TextField } from '@/components/ui/text-field';
import { toastSuccess } from '@/components/ui/toast';
import type { Action } from '@/lib/web/action-state';
import { type Appearance, AppearanceField } from './appearance-field';

type SettingsFormProps = {
  action: Action<null>;
  settings: { name: string; email: string; timeZone: string | null; appearance: Appearance };
  companyTimeZone: string;
  timeZones: string[];
};

/** One form, one button. What was typed stays after a refusal, and the field to blame has the focus. */
export function SettingsForm({ action, settings, companyTimeZone, timeZones }: SettingsFormProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess: () => toastSuccess('Your settings are saved'),
  });
  const fields = failure?.fields ?? {};
  return (
    <form onSubmit={onSubmit} noValidate>
      <Card className="max-w-[640px]">
        <CardHeader title="You" />
        <CardBody className="grid gap-4">
          <FormFailure failure={failure} />
          <TextField
            label="Name"
            name="name"
            autoComplete="name"
            required
            defaultValue={settings.name}
            hint={`You sign in as ${settings.email}.`}
            error={fields['name']}
          />
          <SelectField
            label="Time zone"
            name="timeZone"
            defaultValue={settings.timeZone ?? ''}
            hint="Times are shown in it. Expiration dates stay the company’s."
            error={fields['timeZone']}
          >
            <option value="">As the company: {zoneWords(companyTimeZone)}</option>
            {timeZones.map((zone) => (
              <option key={zone} value={zone}>
                {zoneWords(zone)}
              </option>
            ))}
          </SelectField>
          <AppearanceField chosen={settings.appearance} error={fields['appearance']} />
        </CardBody>
        <footer className="flex justify-end border-t border-line px-3.5 py-3">
          <Button type="submit" variant="primary" busy={isBusy} className="max-md:w-full">
            Save
          </Button>
        </footer>
      </Card>
    </form>
  );
}

const zoneWords = (zone: string) => zone.replaceAll('_', ' ');
