'use client';

import { useState } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { SearchCombobox } from '@/components/forms/search-combobox';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import type { KeyDialogProps } from '@/components/keys/key-dialog-props';
import { LifetimeFields } from '@/components/keys/lifetime-fields';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import type { NewKeyView } from '@/lib/keys/desk-view';
import type { RevealedKey } from '@/lib/keys/view';
import type { ChoiceView } from '@/lib/service-accounts/view';

type GenerateForAccountDialogProps = Omit<KeyDialogProps<RevealedKey>, 'of' | 'onStale'> & { newKey: NewKeyView };

/** A key of one service account, which is searched for by its user ID. */
export function GenerateForAccountDialog({
  newKey,
  action,
  opener,
  onClose,
  onSuccess,
}: GenerateForAccountDialogProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, { onSuccess });
  const close = () => !isBusy && onClose();
  const errors = failure?.fields ?? {};
  return (
    <Dialog size="form" title="Generate New API Key" closeButton onClose={close} returnFocus={opener}>
      <form className="contents" noValidate onSubmit={onSubmit}>
        <DialogBody>
          <TextField
            label="Name"
            name="name"
            hint="Unique among the keys of the service account. It also names the downloaded file."
            error={errors['name']}
            autoComplete="off"
          />
          <AccountField error={errors['serviceAccountId']} />
          <LifetimeFields of={newKey} errors={errors} />
          <FormFailure failure={failure} />
        </DialogBody>
        <FormFooter onCancel={close} button="Next" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}

function AccountField({ error }: { error: string | undefined }) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ChoiceView | null>(null);
  return (
    <>
      <input type="hidden" name="serviceAccountId" value={chosen?.id ?? ''} />
      <SearchCombobox<ChoiceView>
        label="Service Account"
        noun="service account"
        source="/admin/service-accounts/options"
        placeholder="Search user IDs"
        hint={chosen === null ? 'It determines which tenants and virtual servers the key reaches.' : chosen.detail}
        error={chosen === null ? error : undefined}
        text={text}
        onText={(typed) => {
          setText(typed);
          setChosen(null);
        }}
        onChoose={(account) => {
          setText(account.label);
          setChosen(account);
        }}
      />
    </>
  );
}
