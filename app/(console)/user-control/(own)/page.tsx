import type { Metadata } from 'next';
import { presentOwnRequest } from '@/lib/access/present';
import { findOwnRequest } from '@/lib/access/queries';
import { isRecent } from '@/lib/accounts/domain/session-life';
import { ownersInstead, presentKeyPage } from '@/lib/keys/present-page';
import { findContacts, findOwnKeys } from '@/lib/keys/queries';
import { findWithCalls } from '@/lib/usage/find-with-calls';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { beginEnrolmentAction } from '../../security/actions';
import { MfaNeeded } from '../_components/mfa-needed';
import { NoOwnKeys } from '../_components/no-own-keys';
import { NoPermission } from '../_components/no-permission';
import { UserControl } from '../_components/user-control';
import { requestAccessAction, withdrawRequestAction } from '../actions';
import { ownKeyActions } from '../own-key-actions';

export const metadata: Metadata = { title: 'User Control' };

const accessActions = { request: requestAccessAction, withdraw: withdrawRequestAction };

/** The signed-in person's own keys, or the one thing that stands in the way of having any. */
export default async function UserControlPage() {
  const { actor, companyName, passwordAt } = await requireSession();
  const ctx = await requestContext(actor);
  const own = await findOwnKeys(ctx);
  const owners = ownersInstead(own.policy);
  if (owners !== null && own.keys.length === 0) {
    const contacts = actor.isAdministrator && actor.hasMfa ? null : await findContacts(ctx);
    return <NoOwnKeys companyName={companyName} owners={owners} contacts={contacts} helpDesk={own.helpDesk} />;
  }
  if (!actor.hasKeyManagement) {
    const [contacts, asked] = await Promise.all([findContacts(ctx), findOwnRequest(ctx)]);
    return (
      <NoPermission
        contacts={contacts}
        helpDesk={own.helpDesk}
        own={presentOwnRequest(asked.request, asked.reading)}
        actions={accessActions}
      />
    );
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
  const view = presentKeyPage(own, actor);
  const told = { ...view, keys: await findWithCalls(ctx, view.keys, own.timeZone) };
  return <UserControl companyName={companyName} view={told} actions={ownKeyActions} />;
}
