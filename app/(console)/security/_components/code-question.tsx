'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { CodeField } from '@/components/ui/code-field';
import { DialogBody, FormFooter } from '@/components/ui/dialog';
import type { Action } from '@/lib/web/action-state';

type CodeQuestionProps<T> = {
  /** What follows. */
  says: string;
  /** What the last button says; red when something is lost by it. */
  button: string;
  isRed?: boolean;
  action: Action<T>;
  onSuccess: (value: T) => void;
  onCancel: () => void;
};

/** The inside of a dialog that wants a code first: whoever finds an open browser has none. */
export function CodeQuestion<T>({ says, action, onSuccess, ...footer }: CodeQuestionProps<T>) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, { onSuccess });
  return (
    <form onSubmit={onSubmit} className="contents" noValidate>
      <DialogBody>
        <p>{says}</p>
        <FormFailure failure={failure} />
        <CodeField
          label="Code"
          name="code"
          required
          maxLength={9}
          hint="From your authenticator app."
          error={failure?.fields['code']}
        />
      </DialogBody>
      <FormFooter {...footer} isBusy={isBusy} />
    </form>
  );
}
