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

/** Mails the link with which they choose a password, good once; any link before is void. */
export async function mailInvitation(tx: Tx, scope: PersonScope, inviterName: string, now: Instant): Promise<void> {
  const token = newToken();
  const goodUntil = plus(now, LINK_MS);
  await putInvitation(tx, scope, {
    id: newId('tok'),
    tokenHash: tokenHash(token),
    createdAt: now,
    expiresAt: goodUntil,
  });
  await enqueueAccountMail(
    tx,
    scope,
    { kind: 'account.invited', secret: token, goodUntil, more: { inviterName } },
    now,
  );
}

type Invited = { name: string; email: string; hasKeyManagement: boolean; isAdministrator: boolean };

/** A person without a password. The caller is authorised, and writes the audit. @throws the violation of `email_key` */
export async function insertInvited(tx: Tx, companyId: string, invited: Invited, now: Instant): Promise<PersonScope> {
  const { name, email, hasKeyManagement, isAdministrator } = invited;
  const id = newId('usr');
  await insertPerson(tx, {
    id,
    companyId,
    name,
    email,
    emailKey: emailKey(email),
    passwordHash: null,
    isAdministrator,
    isInstallationOperator: false,
    hasKeyManagement,
    createdAt: now,
  });
  await keepPersonReference(tx, companyId, { id, name, email });
  return { companyId, personId: id };
}
