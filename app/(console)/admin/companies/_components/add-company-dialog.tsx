'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { TimeZoneOptions } from '@/components/forms/time-zone-options';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import { SelectField } from '@/components/ui/select-field';
import { TextField } from '@/components/ui/text-field';
import type { ChangedCompany } from '@/lib/companies/dto';
import type { PresetChoice } from '@/lib/companies/view';
import type { Action } from '@/lib/web/action-state';
import type { DialogEnds } from './company-actions';

export type CompanyChoices = { presets: readonly PresetChoice[]; timeZones: readonly string[] };

type AddCompanyDialogProps = DialogEnds & { choices: CompanyChoices; action: Action<ChangedCompany> };

/** A company, its policy to begin with, and whom to invite as its first administrator. */
export function AddCompanyDialog({ choices, action, onClose, onDone }: AddCompanyDialogProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess: ({ name }) => onDone(`${name} was added, and its first administrator is invited`),
  });
  const close = () => !isBusy && onClose();
  const errors = failure?.fields ?? {};
  return (
    <Dialog size="form" title="Add company" onClose={close} sticky>
      <form className="contents" noValidate onSubmit={onSubmit}>
        <DialogBody>
          <FormFailure failure={failure} />
          <CompanyFields timeZones={choices.timeZones} errors={errors} />
          <PresetField presets={choices.presets} error={errors['preset']} />
          <FirstAdministratorFields errors={errors} />
        </DialogBody>
        <FormFooter onCancel={close} button="Add company" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}

type Errors = Readonly<Record<string, string>>;

function CompanyFields({ timeZones, errors }: { timeZones: CompanyChoices['timeZones']; errors: Errors }) {
  return (
    <>
      <TextField label="Name" name="name" required autoComplete="off" error={errors['name']} />
      <TextField
        label="Slug"
        name="slug"
        optional
        mono
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint="Gateways name the company by it, and it cannot be changed. Left empty, it is made of the name."
        error={errors['slug']}
      />
      <SelectField
        label="Time zone"
        name="timeZone"
        required
        defaultValue=""
        hint="Expiration dates are this zone’s, so it cannot be changed later."
        error={errors['timeZone']}
      >
        <TimeZoneOptions timeZones={timeZones} />
      </SelectField>
      <TextField
        label="Help-desk text"
        name="helpDesk"
        optional
        hint="Stands where a key can be in trouble, such as a phone number."
        error={errors['helpDesk']}
      />
    </>
  );
}

function PresetField({ presets, error }: { presets: CompanyChoices['presets']; error: string | undefined }) {
  return (
    <SelectField
      label="Key policy"
      name="preset"
      defaultValue={presets[0]?.value ?? ''}
      hint="Where it begins. Its administrators change it."
      error={error}
    >
      {presets.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </SelectField>
  );
}

function FirstAdministratorFields({ errors }: { errors: Errors }) {
  return (
    <>
      <TextField
        label="First administrator"
        name="administratorName"
        required
        autoComplete="off"
        error={errors['administratorName']}
      />
      <TextField
        type="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        label="Their e-mail"
        name="administratorEmail"
        autoComplete="off"
        hint="We mail them a link, good for 72 hours, with which they choose a password."
        error={errors['administratorEmail']}
      />
    </>
  );
}
