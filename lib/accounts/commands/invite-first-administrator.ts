import { keepPersonReference } from '@/lib/audit/record';
import { HOUR, type Instant, plus } from '@/lib/kernel/instant';
import { enqueueAccountMail } from '@/lib/mail/outbox';
import type { Tx } from '@/lib/platform/database';
import { newId, newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { emailKey } from '../domain/email';
import type { PersonScope } from '../store';
import { putInvitation } from '../store-invitation';
import { insertPerson } from '../store-people';

const LINK_MS = 72 * HOUR;

/**
 * Adds the first person of a new company, in the transaction that makes it, and mails them the link with which they choose a
 * password. The caller is authorised, and writes the audit. @throws the unique violation of the address.
 */
export async function inviteFirstAdministrator(
  tx: Tx,
  companyId: string,
  { name, email }: { name: string; email: string },
  now: Instant,
): Promise<string> {
  const personId = newId('usr');
  await insertPerson(tx, {
    id: personId,
    companyId,
    name,
    email,
    emailKey: emailKey(email),
    passwordHash: null,
    isAdministrator: true,
    isInstallationOperator: false,
    hasKeyManagement: true,
    createdAt: now,
  });
  await keepPersonReference(tx, companyId, { id: personId, name, email });
  await mailInvitationAgain(tx, { companyId, personId }, now);
  return personId;
}

/** Another link; the one before is void. */
export async function mailInvitationAgain(tx: Tx, scope: PersonScope, now: Instant): Promise<void> {
  const token = newToken();
  const goodUntil = plus(now, LINK_MS);
  await putInvitation(tx, scope, {
    id: newId('tok'),
    tokenHash: tokenHash(token),
    createdAt: now,
    expiresAt: goodUntil,
  });
  const more = { inviterName: 'The operator of Keydesk' };
  await enqueueAccountMail(tx, scope, { kind: 'account.invited', secret: token, goodUntil, more }, now);
}
