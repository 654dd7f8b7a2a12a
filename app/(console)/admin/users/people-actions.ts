import type { PeopleChanged } from '@/lib/accounts/commands/change-people';
import type { ChangedPerson } from '@/lib/accounts/dto';
import type { ChangePreviewView, PersonQuestion } from '@/lib/accounts/people-view';
import type { StoppingKeysView } from '@/lib/keys/view';
import type { Action } from '@/lib/web/action-state';
import {
  changePeopleAction,
  deactivatePersonAction,
  grantKeyManagementAction,
  makeAdministratorAction,
  makePrimaryContactAction,
  previewPeopleChangeAction,
  previewStoppingAction,
  reactivatePersonAction,
  resendInvitationAction,
  resetMfaAction,
  startPasswordResetAction,
  unmakeAdministratorAction,
  withdrawInvitationAction,
  withdrawKeyManagementAction,
} from './actions';

export type PeopleActions = {
  person: Record<PersonQuestion, Action<ChangedPerson>>;
  previewStopping: Action<StoppingKeysView>;
  changeSeveral: Action<PeopleChanged>;
  previewChange: Action<ChangePreviewView>;
};

/** What can be asked about the people of the list. */
export const peopleActions: PeopleActions = {
  person: {
    'grant-keys': grantKeyManagementAction,
    'withdraw-keys': withdrawKeyManagementAction,
    'make-administrator': makeAdministratorAction,
    'unmake-administrator': unmakeAdministratorAction,
    'make-contact': makePrimaryContactAction,
    'start-reset': startPasswordResetAction,
    'reset-mfa': resetMfaAction,
    'invite-again': resendInvitationAction,
    'withdraw-invitation': withdrawInvitationAction,
    reactivate: reactivatePersonAction,
    deactivate: deactivatePersonAction,
  },
  previewStopping: previewStoppingAction,
  changeSeveral: changePeopleAction,
  previewChange: previewPeopleChangeAction,
};
