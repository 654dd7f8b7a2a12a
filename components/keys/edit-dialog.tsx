'use client';

import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import type { KeyDialogProps } from './key-dialog-props';
import { closeWhenStale } from './stale-key';

/** Name and description of a key. */
export function EditDialog<T>({ of: key, dialect, opener, onClose, ...props }: KeyDialogProps<T>) {
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
        <DialogBody>
          <TextField
            label={dialect.nameLabel}
            name="name"
            defaultValue={key.name}
            error={fields['name']}
            autoComplete="off"
          />
          {dialect.hasDescription && (
            <TextField
              label="Description"
              optional
              name="description"
              defaultValue={key.description ?? ''}
              error={fields['description']}
              autoComplete="off"
            />
          )}
          {failure && Object.keys(fields).length === 0 && (
            <Banner tone="bad" role="alert">
              {failure.message}
            </Banner>
          )}
        </DialogBody>
        <DialogFooter>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary" busy={isBusy}>
            Save
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
