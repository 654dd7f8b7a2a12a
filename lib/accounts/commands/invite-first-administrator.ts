import type { Instant } from '@/lib/kernel/instant';
import type { Tx } from '@/lib/platform/database';
import type { PersonScope } from '../store';
import { insertInvited, mailInvitation } from './mail-invitation';

const INVITER = 'The operator of Keydesk';

/**
 * Adds the first person of a new company, in the transaction that makes it, and mails them the link with which they choose a
 * password. The caller is authorised, and writes the audit. @throws the unique violation of the address.
 */
export async function inviteFirstAdministrator(
  tx: Tx,
  companyId: string,
  person: { name: string; email: string },
  now: Instant,
): Promise<string> {
  const invited = { ...person, hasKeyManagement: true, isAdministrator: true };
  const scope = await insertInvited(tx, companyId, invited, now);
  await mailInvitation(tx, scope, INVITER, now);
  return scope.personId;
}

/** Another link; the one before is void. */
export async function mailInvitationAgain(tx: Tx, scope: PersonScope, now: Instant): Promise<void> {
  await mailInvitation(tx, scope, INVITER, now);
}
