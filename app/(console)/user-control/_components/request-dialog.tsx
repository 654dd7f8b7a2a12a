'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import { TextAreaField } from '@/components/ui/text-area-field';
import type { Action } from '@/lib/web/action-state';

type RequestDialogProps = { action: Action<{ id: string }>; onClose: () => void };

/** Asks for the reason, which is what administrators decide by. */
export function RequestDialog({ action, onClose }: RequestDialogProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, { onSuccess: onClose });
  const close = () => !isBusy && onClose();
  return (
    <Dialog size="form" title="Request access" icon={{ name: 'userplus', tone: 'info' }} onClose={close}>
      <form className="contents" noValidate onSubmit={onSubmit}>
        <DialogBody>
          <p>Your primary contact and the company administrators get an e-mail with your reason.</p>
          <FormFailure failure={failure} />
          <TextAreaField
            label="Reason"
            name="reason"
            required
            maxLength={500}
            hint="What you need API keys for, in at most 500 characters."
            error={failure?.fields['reason']}
          />
        </DialogBody>
        <FormFooter onCancel={close} button="Request access" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}
