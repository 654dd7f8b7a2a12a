'use client';

import { useId, useState } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import type { KeyDialogProps } from '@/components/keys/key-dialog-props';
import { LifetimeFields } from '@/components/keys/lifetime-fields';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import { Icon } from '@/components/ui/icon';
import { TextField } from '@/components/ui/text-field';
import type { GroupChoice, NewKeyView } from '@/lib/keys/desk-view';
import type { RevealedKey } from '@/lib/keys/view';
import { GroupField } from './group-field';

type AddKeyDialogProps = Omit<KeyDialogProps<RevealedKey>, 'of' | 'onStale'> & {
  audience: 'BUSINESS_PROFILE' | 'CLIENT';
  /** Null where policy knows none. */
  groups: readonly GroupChoice[] | null;
  /** '' = no group. */
  groupId: string;
  /** Begun inside the group: it is assigned at once and not asked for. */
  isFixed: boolean;
  newKey: NewKeyView;
};

const MADE_FOR = {
  BUSINESS_PROFILE: 'Business Profile: for servers, which can keep a secret',
  CLIENT: 'Client: publishable, for apps',
} as const;

/** A key of the company itself. */
export function AddKeyDialog({ audience, action, opener, onClose, onSuccess, ...props }: AddKeyDialogProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, { onSuccess });
  const close = () => !isBusy && onClose();
  const errors = failure?.fields ?? {};
  return (
    <Dialog
      size="form"
      title="Add API key"
      subtitle={MADE_FOR[audience]}
      closeButton
      onClose={close}
      returnFocus={opener}
    >
      <form className="contents" noValidate onSubmit={onSubmit}>
        <input type="hidden" name="audience" value={audience} />
        <DialogBody>
          <TextField
            label="Name"
            name="name"
            hint="Unique among the keys of the company."
            error={errors['name']}
            autoComplete="off"
          />
          <Group {...props} error={errors['groupId']} />
          <TextField
            label="Description"
            optional
            name="description"
            hint="Tells others what the key is for."
            error={errors['description']}
            autoComplete="off"
          />
          <Lifetime of={props.newKey} errors={errors} />
          <FormFailure failure={failure} />
        </DialogBody>
        <FormFooter onCancel={close} button="Save" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}

type GroupProps = Pick<AddKeyDialogProps, 'groups' | 'groupId' | 'isFixed'> & { error: string | undefined };

function Group({ groups, groupId, isFixed, error }: GroupProps) {
  if (groups === null) return null;
  if (!isFixed) return <GroupField groups={groups} initial={groupId} error={error} />;
  const name = groups.find(({ id }) => id === groupId)?.name ?? 'No group';
  return (
    <div className="grid gap-[5px]">
      <span className="leading-[18px] font-medium text-ink">Group</span>
      <span className="flex items-center gap-[7px] text-ink">
        <Icon name="folder" className="text-ink-3" />
        <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
      </span>
      <input type="hidden" name="groupId" value={groupId} />
    </div>
  );
}

/** What is chosen seldom is folded away; left so, policy gives what it gives by itself. */
function Lifetime({ of, errors }: { of: NewKeyView; errors: Record<string, string> }) {
  const [isUnfolded, setUnfolded] = useState(false);
  const panelId = useId();
  if (of.chosenExpiry === null) return <LifetimeFields of={of} errors={errors} />;
  const isOpen = isUnfolded || errors['expiresOn'] !== undefined || errors['expiresTime'] !== undefined;
  return (
    <div className="grid justify-items-start gap-3.5">
      <Button
        variant="link"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setUnfolded(!isOpen)}
        className="gap-1"
      >
        <span className="flex items-center gap-1">
          <Icon name="down" className={cn(!isOpen && '-rotate-90')} />
          Advanced options
        </span>
      </Button>
      <div id={panelId} hidden={!isOpen} className="grid w-full gap-3.5">
        {isOpen && <LifetimeFields of={of} errors={errors} />}
      </div>
    </div>
  );
}
