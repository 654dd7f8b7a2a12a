'use client';

import { type RefObject, useRef } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { closeWhenStale } from '@/components/keys/stale-key';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter, FormFooter } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import type { GroupChoice } from '@/lib/keys/desk-view';
import type { ChangedGroup } from '@/lib/keys/dto';
import type { Action } from '@/lib/web/action-state';

type GroupDialogProps = {
  action: Action<ChangedGroup>;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  onSuccess: (changed: ChangedGroup) => void;
  onStale: (message: string) => void;
};

type NameProps = GroupDialogProps & {
  /** Null for a new one. */
  group: GroupChoice | null;
  audience: 'BUSINESS_PROFILE' | 'CLIENT';
};

/** The name of a group. */
export function GroupDialog({ group, audience, action, opener, onClose, onSuccess, onStale }: NameProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, { onSuccess, onFailure: closeWhenStale(onStale) });
  const close = () => !isBusy && onClose();
  return (
    <Dialog
      size="form"
      title={group === null ? 'Add group' : `Rename ${group.name}`}
      icon={{ name: 'folder', tone: 'info' }}
      onClose={close}
      returnFocus={opener}
    >
      <form className="contents" noValidate onSubmit={onSubmit}>
        {group === null ? (
          <input type="hidden" name="audience" value={audience} />
        ) : (
          <>
            <input type="hidden" name="groupId" value={group.id} />
            <input type="hidden" name="was" value={group.name} />
          </>
        )}
        <DialogBody>
          <TextField
            label="Name"
            name="name"
            defaultValue={group?.name ?? ''}
            hint="Groups keep keys in order. They change nothing about what a key may do."
            error={failure?.fields['name']}
            autoComplete="off"
          />
          <FormFailure failure={failure} />
        </DialogBody>
        <FormFooter onCancel={close} button="Save" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}

type DeleteProps = GroupDialogProps & { group: GroupChoice & { count: string } };

/** The group alone goes. No call fails, so the button is not red. */
export function DeleteGroupDialog({ group, action, opener, onClose, onSuccess, onStale }: DeleteProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, { onSuccess, onFailure: closeWhenStale(onStale) });
  const confirm = useRef<HTMLButtonElement>(null);
  const close = () => !isBusy && onClose();
  return (
    <Dialog
      alert
      size="alert"
      title={`Delete the group ${group.name}?`}
      icon={{ name: 'folder', tone: 'info' }}
      onClose={close}
      initialFocus={confirm}
      returnFocus={opener}
    >
      <form className="contents" onSubmit={onSubmit}>
        <input type="hidden" name="groupId" value={group.id} />
        <DialogBody>
          <p>{group.count} in it: keys stay as they are, and go on working. They are then in no group.</p>
          <FormFailure failure={failure} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={close}>Cancel</Button>
          <Button ref={confirm} type="submit" variant="primary" busy={isBusy}>
            Delete
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
