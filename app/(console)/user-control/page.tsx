import type { Metadata } from 'next';
import { isRecent } from '@/lib/accounts/domain/session-life';
import { presentKeyPage } from '@/lib/keys/present-page';
import { findContacts, findOwnKeys } from '@/lib/keys/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { beginEnrolmentAction } from '../security/actions';
import { MfaNeeded } from './_components/mfa-needed';
import { NoPermission } from './_components/no-permission';
import { UserControl } from './_components/user-control';
import {
  activateKeyAction,
  deleteKeyAction,
  disableKeyAction,
  editKeyAction,
  generateKeyAction,
  regenerateKeyAction,
  renewKeyAction,
} from './actions';

export const metadata: Metadata = { title: 'User Control' };

const actions = {
  generate: generateKeyAction,
  regenerate: regenerateKeyAction,
  disable: disableKeyAction,
  activate: activateKeyAction,
  edit: editKeyAction,
  remove: deleteKeyAction,
  renew: renewKeyAction,
};

/** The signed-in person's own keys, or the one thing that stands in the way of having any. */
export default async function UserControlPage() {
  const { actor, companyName, passwordAt } = await requireSession();
  const ctx = await requestContext(actor);
  const own = await findOwnKeys(ctx);
  if (!actor.hasKeyManagement) {
    return <NoPermission contacts={await findContacts(ctx)} helpDesk={own.helpDesk} />;
  }
  if (own.policy.requiresMfa && !actor.hasMfa) {
    const asksPassword = !isRecent(passwordAt, own.now);
    return (
      <MfaNeeded
        waiting={own.keys.length}
        beginEnrolment={beginEnrolmentAction}
        asksPassword={asksPassword}
        helpDesk={own.helpDesk}
      />
    );
  }
  return <UserControl companyName={companyName} view={presentKeyPage(own, actor)} actions={actions} />;
}
