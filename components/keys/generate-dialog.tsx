'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import type { KeyPageView, RevealedKey } from '@/lib/keys/view';
import { ExpiryFields } from './expiry-fields';
import type { KeyDialogProps } from './key-dialog-props';

type GenerateDialogProps = Omit<KeyDialogProps<RevealedKey>, 'of' | 'onStale'> & { view: KeyPageView };

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
          {view.chosenExpiry === null ? (
            <Lifespan view={view} />
          ) : (
            <ExpiryFields view={view} chosen={view.chosenExpiry} errors={fields} />
          )}
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

/** The two clocks a new key gets. */
function Lifespan({ view: { newWorksUntil, lifespan, notAccessed } }: { view: KeyPageView }) {
  const sentences = [
    newWorksUntil !== null && `Works until ${newWorksUntil}.`,
    lifespan !== null && `Max Key Lifespan: ${lifespan}.`,
    notAccessed !== null && `Not Accessed Expiration: ${notAccessed}.`,
  ].filter(Boolean);
  if (sentences.length === 0) return null;
  return <p className="border-t border-line pt-3 text-xs leading-[17px] text-ink-3">{sentences.join(' ')}</p>;
}
