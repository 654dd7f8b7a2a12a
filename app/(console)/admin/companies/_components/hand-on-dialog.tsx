'use client';

import { useRouter } from 'next/navigation';
import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import type { Action } from '@/lib/web/action-state';
import type { DialogEnds } from './company-actions';

type HandOnDialogProps = DialogEnds & { action: Action<{ name: string }> };

/** Makes somebody else the operator. Afterwards this page is theirs, and the actor's no more. */
export function HandOnDialog({ action, onClose, onDone }: HandOnDialogProps) {
  const router = useRouter();
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess({ name }) {
      onDone(`${name} operates the installation now`);
      router.push('/user-control');
      router.refresh(); // The menu has a page less.
    },
  });
  const close = () => !isBusy && onClose();
  return (
    <Dialog size="form" title="Hand on the installation?" icon={{ name: 'userplus', tone: 'warn' }} onClose={close}>
      <form className="contents" noValidate onSubmit={onSubmit}>
        <DialogBody>
          <p>
            Whoever you name adds companies and deactivates them from then on, and you cannot any more. Everything else
            about the two of you stays.
          </p>
          <FormFailure failure={failure} />
          <TextField
            type="email"
            autoCapitalize="none"
            spellCheck={false}
            required
            label="E-mail of the new operator"
            name="email"
            autoComplete="off"
            hint="Somebody of your company, active and with MFA on."
            error={failure?.fields['email']}
          />
        </DialogBody>
        <FormFooter onCancel={close} button="Hand on" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}
