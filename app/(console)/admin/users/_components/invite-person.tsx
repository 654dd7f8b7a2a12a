'use client';

import { useState } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Button } from '@/components/ui/button';
import { CheckField } from '@/components/ui/check-field';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import { toastSuccess } from '@/components/ui/toast';
import type { ChangedPerson } from '@/lib/accounts/dto';
import type { Action } from '@/lib/web/action-state';

/** The page's one action, and its form. */
export function InvitePerson({ action }: { action: Action<ChangedPerson> }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon="userplus" onClick={() => setOpen(true)}>
        Invite
      </Button>
      {isOpen && <InviteDialog action={action} onClose={() => setOpen(false)} />}
    </>
  );
}

function InviteDialog({ action, onClose }: { action: Action<ChangedPerson>; onClose: () => void }) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess({ name }) {
      onClose();
      toastSuccess(`${name} is invited`);
    },
  });
  const close = () => !isBusy && onClose();
  return (
    <Dialog size="form" title="Invite somebody" icon={{ name: 'userplus', tone: 'info' }} onClose={close}>
      <form className="contents" noValidate onSubmit={onSubmit}>
        <DialogBody>
          <p>We e-mail them a link with which they choose a password. It is good once, for 72 hours.</p>
          <FormFailure failure={failure} />
          <TextField label="Name" name="name" autoComplete="off" required error={failure?.fields['name']} />
          <TextField
            label="E-mail"
            name="email"
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            error={failure?.fields['email']}
          />
          <CheckField name="hasKeyManagement" defaultChecked label="Key management">
            They may generate and manage API keys of their own once MFA is on.
          </CheckField>
          <CheckField name="isAdministrator" label="Administrator">
            They may act on every user, service account and key of the company once MFA is on.
          </CheckField>
        </DialogBody>
        <FormFooter onCancel={close} button="Send invitation" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}
