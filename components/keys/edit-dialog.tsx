'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import type { KeyDialect } from './key-dialect';
import type { KeyDialogProps } from './key-dialog-props';
import { RateLimitField } from './rate-limit-field';
import { RenamedField } from './renamed-field';
import { closeWhenStale } from './stale-key';

type EditDialogProps<T> = KeyDialogProps<T> & { dialect: KeyDialect };

/** The name of a key and, for administrators, its limit. */
export function EditDialog<T>({ of: key, dialect, opener, onClose, ...props }: EditDialogProps<T>) {
  const { failure, isBusy, onSubmit } = useDialogAction(props.action, {
    onSuccess: props.onSuccess,
    onFailure: closeWhenStale(props.onStale),
  });
  const close = () => !isBusy && onClose();
  const fields = failure?.fields ?? {};
  return (
    <Dialog
      size="form"
      title="Edit API Key"
      icon={{ name: 'pencil', tone: 'info' }}
      onClose={close}
      returnFocus={opener}
    >
      <form className="contents" noValidate onSubmit={onSubmit}>
        <input type="hidden" name="keyId" value={key.id} />
        <input type="hidden" name="version" value={key.version} />
        <DialogBody>
          <RenamedField of={key} label={dialect.nameLabel} name="name" defaultValue={key.name} error={fields['name']} />
          {dialect.setsRateLimit && <RateLimitField of={key} error={fields['rateLimitPerMinute']} />}
          <FormFailure failure={failure} />
        </DialogBody>
        <FormFooter onCancel={close} button="Save" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}
