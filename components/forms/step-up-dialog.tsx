'use client';

import { type SubmitEvent, useState } from 'react';
import { CodeField } from '@/components/ui/code-field';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import { PasswordField } from '@/components/ui/password-field';
import type { Action, ActionFailure } from '@/lib/web/action-state';
import { FormFailure } from './form-failure';
import { runAction } from './run-action';

export type StepUpKind = 'CONFIRM_CODE' | 'CONFIRM_PASSWORD';

type StepUpDialogProps = { kind: StepUpKind; action: Action<null>; onAnswer: (isConfirmed: boolean) => void };

/** "Confirm it is you": a code, or the password of who has no second step. */
export function StepUpDialog({ kind, action, onAnswer }: StepUpDialogProps) {
  const { failure, isBusy, onSubmit } = usePlainSubmission(action, () => onAnswer(true));
  const cancel = () => !isBusy && onAnswer(false);
  return (
    <Dialog onClose={cancel} title="Confirm it is you" size="alert" sticky icon={{ name: 'shield', tone: 'info' }}>
      <form onSubmit={onSubmit} className="contents" noValidate>
        <DialogBody>
          {kind === 'CONFIRM_CODE' ? (
            <>
              <p>Enter the code from your authenticator app to continue.</p>
              <FormFailure failure={failure} />
              <CodeField label="Code" name="code" required maxLength={9} error={failure?.fields['code']} />
            </>
          ) : (
            <>
              <p>Enter your password to continue.</p>
              <FormFailure failure={failure} />
              <PasswordField
                label="Password"
                name="password"
                autoComplete="current-password"
                required
                error={failure?.fields['password']}
              />
            </>
          )}
        </DialogBody>
        <FormFooter onCancel={cancel} button="Continue" isBusy={isBusy} />
      </form>
    </Dialog>
  );
}

/**
 * Without a transition: the form that needs the factor waits in one for our answer, and React would hold back whatever ours
 * has to say until that one is over.
 */
function usePlainSubmission(action: Action<null>, onSuccess: () => void) {
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const form = event.currentTarget;
    setBusy(true);
    const answer = await runAction(action, new FormData(form));
    setBusy(false);
    if (answer?.ok) onSuccess();
    else setFailure(answer?.error ?? null);
    form.querySelector<HTMLElement>('input')?.focus();
  }
  return { failure, isBusy, onSubmit };
}
