'use client';

import { type RefObject, useRef } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { usePreview } from '@/components/forms/use-preview';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter, Facts } from '@/components/ui/dialog';
import type { ChangedPerson } from '@/lib/accounts/dto';
import type { PersonQuestion, PersonView } from '@/lib/accounts/people-view';
import type { StoppingKeysView } from '@/lib/keys/view';
import type { Action } from '@/lib/web/action-state';
import { PERSON_WORDINGS } from './person-wording';
import { StoppingKeys } from './stopping-keys';

type PersonDialogProps = {
  question: PersonQuestion;
  person: PersonView;
  action: Action<ChangedPerson>;
  previewStopping: Action<StoppingKeysView>;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  onSuccess: () => void;
  /** The person is not what the dialog shows any more. */
  onStale: (message: string) => void;
};

/** Asks once before something is done to somebody, with the keys that it concerns. */
export function PersonDialog({ question, person, action, previewStopping, ...props }: PersonDialogProps) {
  const wording = PERSON_WORDINGS[question];
  const isRed = wording.isRed === true;
  const first = useRef<HTMLButtonElement>(null);
  const preview = usePreview(wording.keys === undefined ? null : previewStopping, { personId: person.id });
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess: props.onSuccess,
    onFailure({ code, message }) {
      const isStale = code === 'CONFLICT' || code === 'NOT_FOUND' || code === 'ACCEPTED';
      if (isStale) props.onStale(message);
      return isStale;
    },
  });
  const close = () => !isBusy && props.onClose();
  return (
    <Dialog
      alert
      size="alert"
      title={wording.title(person.name)}
      icon={{ name: wording.icon, tone: isRed ? 'warn' : 'info' }}
      onClose={close}
      initialFocus={first}
      returnFocus={props.opener}
    >
      <form className="contents" onSubmit={onSubmit}>
        <input type="hidden" name="personId" value={person.id} />
        <DialogBody>
          <p>{(person.isOwn && wording.saysOwn) || wording.says}</p>
          <Facts facts={[{ label: 'E-mail', value: person.email }]} />
          {wording.keys !== undefined && <StoppingKeys preview={preview} verb={wording.keys} />}
          <FormFailure failure={failure ?? (preview.state === 'failed' ? preview.failure : null)} />
        </DialogBody>
        <DialogFooter>
          <Button ref={isRed ? first : null} onClick={close}>
            Cancel
          </Button>
          <Button
            ref={isRed ? null : first}
            type="submit"
            variant={isRed ? 'danger' : 'primary'}
            busy={isBusy || preview.state === 'asked'}
          >
            {wording.button}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
