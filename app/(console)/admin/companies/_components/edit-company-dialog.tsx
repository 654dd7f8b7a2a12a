'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Dialog, DialogBody, Facts, FormFooter } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import type { ChangedCompany } from '@/lib/companies/dto';
import type { CompanyView } from '@/lib/companies/view';
import type { Action } from '@/lib/web/action-state';
import { type DialogEnds, isStale } from './company-actions';

type EditCompanyDialogProps = DialogEnds & { company: CompanyView; action: Action<ChangedCompany> };

/** Name and help-desk text; what stays is shown beside them, with the reason. */
export function EditCompanyDialog({ company, action, onClose, onDone, onStale }: EditCompanyDialogProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess: ({ name }) => onDone(`${name} was changed`),
    onFailure({ code, message }) {
      if (isStale(code)) onStale(message);
      return isStale(code);
    },
  });
  const close = () => !isBusy && onClose();
  return (
    <Dialog size="form" title={`Edit ${company.name}`} onClose={close}>
      <form className="contents" noValidate onSubmit={onSubmit}>
        <input type="hidden" name="companyId" value={company.id} />
        <DialogBody>
          <FormFailure failure={failure} />
          <TextField
            label="Name"
            name="name"
            required
            autoComplete="off"
            defaultValue={company.name}
            error={failure?.fields['name']}
          />
          <TextField
            label="Help-desk text"
            name="helpDesk"
            optional
            defaultValue={company.helpDesk}
            hint="Stands where a key can be in trouble, such as a phone number."
            error={failure?.fields['helpDesk']}
          />
          <Facts
            facts={[
              { label: 'Slug', value: <span className="mono">{company.slug}</span> },
              { label: 'Time zone', value: company.timeZone },
            ]}
          />
          <p className="text-xs leading-[17px] text-ink-3">
            Gateways name the company by its slug, and another time zone would move the dates of its keys: both stay.
          </p>
        </DialogBody>
        <FormFooter onCancel={close} button="Save" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}
