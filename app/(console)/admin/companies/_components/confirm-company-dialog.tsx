'use client';

import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import type { ChangedCompany } from '@/lib/companies/dto';
import type { CompanyView } from '@/lib/companies/view';
import type { Action } from '@/lib/web/action-state';
import { type DialogEnds, isStale } from './company-actions';

type Question = 'deactivate' | 'reactivate' | 'inviteAgain';

const WORDINGS = {
  deactivate: {
    title: (name: string) => `Deactivate ${name}?`,
    says: 'Its keys are refused within a second, and its people are signed out and cannot sign in. Nothing is deleted, and you can reactivate it at any time.',
    button: 'Deactivate',
    done: (name: string) => `${name} is deactivated`,
    icon: { name: 'ban', tone: 'bad' },
  },
  reactivate: {
    title: (name: string) => `Reactivate ${name}?`,
    says: 'Its people can sign in again, and its keys work as they did, unless they have expired meanwhile.',
    button: 'Reactivate',
    done: (name: string) => `${name} is active again`,
    icon: { name: 'bolt', tone: 'info' },
  },
  inviteAgain: {
    title: (name: string) => `Invite the administrator of ${name} again?`,
    says: 'We mail them another link, good for 72 hours. The one before stops working.',
    button: 'Invite again',
    done: (name: string) => `The first administrator of ${name} is invited again`,
    icon: { name: 'mail', tone: 'info' },
  },
} as const;

type ConfirmCompanyDialogProps = DialogEnds & {
  asked: Question;
  company: CompanyView;
  action: Action<ChangedCompany>;
};

/** Asks before something happens to a whole company. */
export function ConfirmCompanyDialog(props: ConfirmCompanyDialogProps) {
  const { asked, company, action, onClose, onDone, onStale } = props;
  const wording = WORDINGS[asked];
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess: ({ name }) => onDone(wording.done(name)),
    onFailure({ code, message }) {
      if (isStale(code)) onStale(message);
      return isStale(code);
    },
  });
  const close = () => !isBusy && onClose();
  return (
    <Dialog size="alert" alert title={wording.title(company.name)} icon={wording.icon} onClose={close}>
      <form className="contents" noValidate onSubmit={onSubmit}>
        <input type="hidden" name="companyId" value={company.id} />
        <DialogBody>
          <p>{wording.says}</p>
          <FormFailure failure={failure} />
        </DialogBody>
        <FormFooter onCancel={close} button={wording.button} isRed={asked === 'deactivate'} isBusy={isBusy} />
      </form>
    </Dialog>
  );
}
