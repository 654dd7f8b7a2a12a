'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import type { ChangedKey, KeyDialogProps } from '@/components/keys/key-dialog-props';
import { closeWhenStale } from '@/components/keys/stale-key';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import type { GroupChoice } from '@/lib/keys/desk-view';
import { GroupField } from './group-field';

type MoveDialogProps = KeyDialogProps<ChangedKey> & { groups: readonly GroupChoice[] };

/** Puts a key into another group, or into none. */
export function MoveDialog({ of: key, groups, action, opener, onClose, onSuccess, onStale }: MoveDialogProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, { onSuccess, onFailure: closeWhenStale(onStale) });
  const close = () => !isBusy && onClose();
  return (
    <Dialog
      size="form"
      title={`Move ${key.name} to a group`}
      subtitle="Groups keep order. What the key may do does not change."
      icon={{ name: 'folder', tone: 'info' }}
      onClose={close}
      returnFocus={opener}
    >
      <form className="contents" noValidate onSubmit={onSubmit}>
        <input type="hidden" name="keyId" value={key.id} />
        <DialogBody>
          <GroupField groups={groups} initial={key.group?.id ?? ''} error={failure?.fields['groupId']} />
          <FormFailure failure={failure} />
        </DialogBody>
        <FormFooter onCancel={close} button="Move" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}
