'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Button } from '@/components/ui/button';
import { CodeField } from '@/components/ui/code-field';
import { Dialog, DialogBody, DialogCancel, DialogFooter } from '@/components/ui/dialog';
import { toastSuccess } from '@/components/ui/toast';
import type { Action } from '@/lib/web/action-state';

type TurnOffDialogProps = { action: Action<null>; keyCount: number; onClose: () => void };

/** Asks for a code: whoever finds an open browser cannot switch the second step off. */
export function TurnOffDialog({ action, keyCount, onClose }: TurnOffDialogProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess() {
      toastSuccess('MFA is off');
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title="Turn off MFA?" size="alert" alert icon={{ name: 'warn', tone: 'bad' }}>
      <form onSubmit={onSubmit} className="contents" noValidate>
        <DialogBody>
          <p>{consequence(keyCount)}</p>
          <FormFailure failure={failure} />
          <CodeField
            label="Code"
            name="code"
            required
            maxLength={9}
            hint="From your authenticator app."
            error={failure?.fields['code']}
          />
        </DialogBody>
        <DialogFooter>
          <DialogCancel onClick={onClose} />
          <Button type="submit" variant="danger" busy={isBusy}>
            Turn off MFA
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

function consequence(keyCount: number): string {
  if (keyCount === 0) return 'Your sign-in asks for the password alone. Keys can be created again once MFA is on.';
  if (keyCount === 1) return 'Your key is refused until MFA is on again. Nothing else about it changes.';
  return `Your ${keyCount} keys are refused until MFA is on again. Nothing else about them changes.`;
}
