'use client';

import { type ReactNode, type SubmitEvent, useRef } from 'react';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Badge } from '@/components/ui/badge';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter, type DialogProps, Facts } from '@/components/ui/dialog';
import type { KeyView } from '@/lib/keys/view';
import type { ActionFailure } from '@/lib/web/action-state';
import { OWN_KEYS } from './key-dialect';
import type { KeyDialogProps } from './key-dialog-props';
import { closeWhenStale } from './stale-key';
import type { KeyQuestion } from './use-key-dialogs';
import type { SwitchQuestion } from './use-status-move';

type Wording = {
  title: (name: string) => string;
  /** Begins with the key's name where the title does not say it. */
  says: string;
  button: string;
  /** Calls fail afterwards: a red button, and the focus on Cancel. */
  isRed: boolean;
  icon: NonNullable<DialogProps['icon']>;
};

const WORDINGS: Record<KeyQuestion, Wording> = {
  disable: {
    title: (name) => `Disable ${name}?`,
    says: OWN_KEYS.disableSays,
    button: 'Disable',
    isRed: true,
    icon: { name: 'ban', tone: 'warn' },
  },
  activate: {
    title: (name) => `Activate ${name}?`,
    says: OWN_KEYS.activateSays,
    button: 'Activate',
    isRed: false,
    icon: { name: 'bolt', tone: 'info' },
  },
  regenerate: {
    title: (name) => `Regenerate ${name}?`,
    says: 'You get a new Access Key and a new Access Secret. The old pair stops at once, so be ready to put the new one in place.',
    button: 'Get New Key',
    isRed: true,
    icon: { name: 'refresh', tone: 'warn' },
  },
  renew: {
    title: () => 'Renew API Key',
    says: 'gets the expiration date a key made today would get. The secret stays the same, so nothing has to be changed elsewhere.',
    button: 'Renew',
    isRed: false,
    icon: { name: 'calendar', tone: 'info' },
  },
  delete: {
    title: (name) => `Delete ${name}?`,
    says: 'The key is refused at once and cannot be brought back. Tip: when a key is lost, delete it and generate a new one.',
    button: 'Delete',
    isRed: true,
    icon: { name: 'trash', tone: 'bad' },
  },
};

/** In place of the usual sentence, where the owner is no person or the key no secret. */
type OwnWords = { says?: string | undefined };

type ConfirmDialogProps<T> = KeyDialogProps<T> & OwnWords & { question: KeyQuestion; onGenerateInstead?: () => void };

/** Asks once before a key changes, and stays until the server has answered. */
export function ConfirmDialog<T>(props: ConfirmDialogProps<T>) {
  const { of, question, opener, onClose, onGenerateInstead, says } = props;
  const { failure, isBusy, onSubmit } = useDialogAction(props.action, {
    onSuccess: props.onSuccess,
    onFailure: closeWhenStale(props.onStale),
  });
  const frame = { of, question, opener, failure, isBusy, onSubmit, onClose, says };
  return <QuestionDialog {...frame} {...(onGenerateInstead ? { onGenerateInstead } : {})} />;
}

type SwitchDialogProps = Pick<KeyDialogProps<never>, 'of' | 'opener' | 'onClose'> &
  OwnWords & {
    question: SwitchQuestion;
    /** Confirmed: the dialog is over, and the switch moves. */
    onConfirm: () => void;
  };

/** Asks once before the switch moves. The answer of the server is the switch's own affair. */
export function SwitchDialog({ onConfirm, ...frame }: SwitchDialogProps) {
  return (
    <QuestionDialog
      {...frame}
      failure={null}
      isBusy={false}
      onSubmit={(event) => {
        event.preventDefault();
        onConfirm();
      }}
    />
  );
}

type QuestionDialogProps = Pick<KeyDialogProps<never>, 'of' | 'opener' | 'onClose'> &
  OwnWords & {
    question: KeyQuestion;
    failure: ActionFailure | null;
    isBusy: boolean;
    onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
    onGenerateInstead?: () => void;
  };

/** The consequence, the facts, Cancel, and the named button. */
function QuestionDialog({ of: key, question, failure, isBusy, ...props }: QuestionDialogProps) {
  const wording = WORDINGS[question];
  const first = useRef<HTMLButtonElement>(null);
  const focused = (wants: boolean) => (wants ? { ref: first } : {});
  const close = () => !isBusy && props.onClose();
  return (
    <Dialog
      alert
      size="alert"
      title={wording.title(key.name)}
      icon={wording.icon}
      onClose={close}
      initialFocus={first}
      returnFocus={props.opener}
    >
      <form className="contents" onSubmit={props.onSubmit}>
        <input type="hidden" name="keyId" value={key.id} />
        <DialogBody>
          <p>
            {question === 'renew' && <b className="text-ink">{key.name} </b>}
            {props.says ?? wording.says}
            {question === 'regenerate' && key.status === 'DISABLED' && ' It becomes Active.'}
          </p>
          <Facts facts={factsOf(question, key)} />
          {props.onGenerateInstead && <GenerateInstead onClick={props.onGenerateInstead} />}
          {failure && (
            <Banner tone="bad" role="alert">
              {failure.message}
            </Banner>
          )}
        </DialogBody>
        <DialogFooter>
          <Button {...focused(wording.isRed)} onClick={close}>
            Cancel
          </Button>
          <Button
            {...focused(!wording.isRed)}
            type="submit"
            variant={wording.isRed ? 'danger' : 'primary'}
            busy={isBusy}
          >
            {wording.button}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

function GenerateInstead({ onClick }: { onClick: () => void }) {
  return (
    <p>
      Both needed for a while?{' '}
      <Button variant="link" className="font-normal underline underline-offset-2" onClick={onClick}>
        Generate a new key instead
      </Button>
    </p>
  );
}

type Fact = { label: string; value: ReactNode };

function factsOf(question: KeyQuestion, key: KeyView): Fact[] {
  const code = <span className="mono">{key.accessKey}</span>;
  const lastUsed = { label: 'Last used', value: <LastUsed of={key} /> };
  switch (question) {
    case 'disable':
    case 'delete':
      return [{ label: 'Access Key', value: code }, lastUsed];
    case 'activate':
      return [
        { label: 'Access Key', value: code },
        ...(key.disabled ? [{ label: 'Disabled', value: key.disabled.title }] : []),
        ...(key.worksUntil === null ? [] : [{ label: 'Works until', value: key.worksUntil }]),
      ];
    case 'regenerate':
      return [
        { label: 'Stops now', value: code },
        lastUsed,
        ...(key.newWorksUntil === null ? [] : [{ label: 'New key until', value: key.newWorksUntil }]),
      ];
    case 'renew':
      return key.renewal === null
        ? []
        : [
            { label: 'Now', value: key.renewal.now },
            { label: 'After', value: <Renewed to={key.renewal} /> },
          ];
  }
}

function Renewed({ to }: { to: NonNullable<KeyView['renewal']> }) {
  return (
    <>
      <b>{to.after}</b> {to.gainedDays > 0 && <Badge tone="ok">{`+${to.gainedDays} days`}</Badge>}
    </>
  );
}

function LastUsed({ of: key }: { of: KeyView }) {
  if (key.lastUsed === null) return 'Never';
  return (
    <>
      {key.lastUsedRecently ? <b className="text-danger">{key.lastUsed.label}</b> : key.lastUsed.label}
      {key.lastUsedAddress !== null && `, from ${key.lastUsedAddress}`}
    </>
  );
}
