'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Dialog, DialogBody, Facts, FormFooter } from '@/components/ui/dialog';
import { TextAreaField } from '@/components/ui/text-area-field';
import type { AnsweredRequest } from '@/lib/access/dto';
import type { RequestView } from '@/lib/access/view';
import type { Action } from '@/lib/web/action-state';

export type Answer = 'grant' | 'refuse';

const WORDINGS = {
  grant: {
    title: (name: string) => `Grant key management to ${name}?`,
    says: 'They may generate and manage API keys of their own once MFA is on. We e-mail them.',
    button: 'Grant',
    icon: 'check',
  },
  refuse: {
    title: (name: string) => `Refuse the request of ${name}?`,
    says: 'Nothing changes for them, and they may ask again. We e-mail them.',
    button: 'Refuse',
    icon: 'ban',
  },
} as const;

type AnswerDialogProps = {
  answer: Answer;
  request: RequestView;
  action: Action<AnsweredRequest>;
  onClose: () => void;
  onSuccess: (answered: AnsweredRequest) => void;
  /** The request is not what the dialog shows any more. */
  onStale: (message: string) => void;
};

/** Grants or refuses one request, with a note if there is something to say. */
export function AnswerDialog({ answer, request, action, onClose, onSuccess, onStale }: AnswerDialogProps) {
  const wording = WORDINGS[answer];
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess,
    onFailure({ code, message }) {
      const isStale = code === 'CONFLICT' || code === 'NOT_FOUND';
      if (isStale) onStale(message);
      return isStale;
    },
  });
  const close = () => !isBusy && onClose();
  return (
    <Dialog
      size="form"
      title={wording.title(request.name)}
      icon={{ name: wording.icon, tone: answer === 'grant' ? 'info' : 'warn' }}
      onClose={close}
    >
      <form className="contents" noValidate onSubmit={onSubmit}>
        <input type="hidden" name="requestId" value={request.id} />
        <DialogBody>
          <p>{wording.says}</p>
          <Facts facts={[{ label: 'Reason', value: <span className="whitespace-pre-wrap">{request.reason}</span> }]} />
          <FormFailure failure={failure} />
          <TextAreaField
            label="Note"
            name="note"
            optional
            rows={3}
            maxLength={500}
            hint={`${request.name} reads it.`}
            error={failure?.fields['note']}
          />
        </DialogBody>
        <FormFooter onCancel={close} button={wording.button} isBusy={isBusy} />
      </form>
    </Dialog>
  );
}
