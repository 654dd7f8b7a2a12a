'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import type { ChangedKey, KeyDialogProps } from '@/components/keys/key-dialog-props';
import { RateLimitField } from '@/components/keys/rate-limit-field';
import { RenamedField } from '@/components/keys/renamed-field';
import { closeWhenStale } from '@/components/keys/stale-key';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import type { DeskKeyView, GroupChoice } from '@/lib/keys/desk-view';
import type { KeyView } from '@/lib/keys/view';
import { GroupField } from './group-field';

type EditDeskKeyDialogProps = KeyDialogProps<ChangedKey> & {
  /** Null where the key can be in none. */
  groups: readonly GroupChoice[] | null;
};

/** Name and limit of a key; of the company's own its description too, and the group it is in. */
export function EditDeskKeyDialog({ of: key, groups, action, opener, onClose, ...props }: EditDeskKeyDialogProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess: props.onSuccess,
    onFailure: closeWhenStale(props.onStale),
  });
  const account = accountOf(key);
  const close = () => !isBusy && onClose();
  const errors = failure?.fields ?? {};
  return (
    <Dialog
      size="form"
      title="Edit API Key"
      {...(account === null ? {} : { subtitle: `Service account ${account}` })}
      icon={{ name: 'pencil', tone: 'info' }}
      onClose={close}
      returnFocus={opener}
    >
      <form className="contents" noValidate onSubmit={onSubmit}>
        <input type="hidden" name="keyId" value={key.id} />
        <input type="hidden" name="version" value={key.version} />
        <DialogBody>
          <RenamedField of={key} label="Name" name="name" defaultValue={key.name} error={errors['name']} />
          {groups !== null && <GroupField groups={groups} initial={key.group?.id ?? ''} error={errors['groupId']} />}
          {account === null && (
            <RenamedField
              of={key}
              label="Description"
              optional
              name="description"
              defaultValue={key.description ?? ''}
              error={errors['description']}
            />
          )}
          <RateLimitField of={key} error={errors['rateLimitPerMinute']} />
          <FormFailure failure={failure} />
        </DialogBody>
        <FormFooter onCancel={close} button="Save" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}

/** The user ID of the service account, which never changes; null where there is none. */
function accountOf(key: KeyView | DeskKeyView): string | null {
  return 'ownerUserId' in key ? key.ownerUserId : null;
}
