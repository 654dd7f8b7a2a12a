'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { NewPasswordField } from '@/components/forms/new-password-field';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import { PasswordField } from '@/components/ui/password-field';
import { toastSuccess } from '@/components/ui/toast';
import type { Action } from '@/lib/web/action-state';

type ChangePasswordDialogProps = { action: Action<null>; email: string; onClose: () => void };

/** The password in force, and the one to come. */
export function ChangePasswordDialog({ action, email, onClose }: ChangePasswordDialogProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess() {
      toastSuccess('Your password is changed');
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title="Change password" size="form" icon={{ name: 'lock', tone: 'info' }}>
      <form onSubmit={onSubmit} className="contents" noValidate>
        <DialogBody>
          <p>
            Every other place where you are signed in is signed out. Your second step and your keys stay as they are.
          </p>
          <FormFailure failure={failure} />
          <PasswordField
            label="Current password"
            name="currentPassword"
            autoComplete="current-password"
            required
            error={failure?.fields['currentPassword']}
          />
          <NewPasswordField label="New password" name="newPassword" error={failure?.fields['newPassword']} />
          {/* Tells a password manager whose password it is; last, so that the focus begins at the first field one sees. */}
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        </DialogBody>
        <FormFooter onCancel={onClose} button="Change password" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}
