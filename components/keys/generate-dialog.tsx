'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import type { KeyPageView, RevealedKey } from '@/lib/keys/view';
import type { KeyDialect } from './key-dialect';
import type { KeyDialogProps } from './key-dialog-props';
import { LifetimeFields } from './lifetime-fields';

type GenerateDialogProps = Omit<KeyDialogProps<RevealedKey>, 'of' | 'onStale'> & {
  dialect: KeyDialect;
  view: KeyPageView;
};

/** Names a new key and says how long it will work. */
export function GenerateDialog({ view, dialect, action, opener, onClose, onSuccess }: GenerateDialogProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, { onSuccess });
  const close = () => !isBusy && onClose();
  const fields = failure?.fields ?? {};
  return (
    <Dialog
      size="form"
      title={dialect.generateTitle}
      subtitle={placeOf(view)}
      closeButton
      onClose={close}
      returnFocus={opener}
    >
      <form className="contents" noValidate onSubmit={onSubmit}>
        <DialogBody>
          <TextField
            label={dialect.nameLabel}
            name="name"
            hint={dialect.nameHint}
            error={fields['name']}
            autoComplete="off"
          />
          <LifetimeFields of={view} errors={fields} />
          <FormFailure failure={failure} />
        </DialogBody>
        <FormFooter onCancel={close} button="Generate" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}

function placeOf({ ownerName, keys, limit }: KeyPageView): string {
  return limit === null ? `For ${ownerName}` : `For ${ownerName} · key ${keys.length + 1} of ${limit}`;
}
