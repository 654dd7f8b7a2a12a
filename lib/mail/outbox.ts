import type { Json } from '@/lib/kernel/canonical-json';
import { type Instant, toDate, toIso } from '@/lib/kernel/instant';
import type { Tx } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { newId } from '@/lib/platform/random';

export type MailKind =
  | 'key.disabled'
  | 'access.requested'
  | 'access.granted'
  | 'access.refused'
  | 'account.invited'
  | 'account.locked'
  | 'account.mfa_link'
  | 'mfa.disabled'
  | 'mfa.enabled'
  | 'password.changed'
  | 'password.reset'
  | 'password.reset_started';

/** A mail to be sent. `parameters` is what its template needs, never a secret. */
export type OutgoingMail = {
  kind: MailKind;
  companyId: string;
  recipient: string;
  personId: string;
  keyId?: string;
  parameters: { [name: string]: Json };
  /** What only the letter may say, such as the token of a link: sealed here, opened when the letter is written. */
  secret?: string;
  /** A letter that says nothing true any more from here on is not sent. */
  goodUntil?: Instant;
  /** Two mails with the same one are one mail. */
  dedupeKey: string;
};

/** Puts a mail into the outbox, in the transaction of what it reports; the worker delivers it after the commit. */
export async function enqueueMail(tx: Tx, mail: OutgoingMail, at: Instant): Promise<void> {
  await enqueueMails(tx, [mail], at);
}

/** The same for what one transaction reports together. */
export async function enqueueMails(tx: Tx, mails: readonly OutgoingMail[], at: Instant): Promise<void> {
  if (mails.length > 0)
    await tx.outboxMail.createMany({ data: mails.map((mail) => toRow(mail, at)), skipDuplicates: true });
}

function toRow({ secret, goodUntil, parameters, ...columns }: OutgoingMail, at: Instant) {
  const id = newId('mail');
  return {
    id,
    ...columns,
    ...(secret === undefined ? {} : sealFor(id, secret)),
    parameters: goodUntil === undefined ? parameters : { ...parameters, goodUntil: toIso(goodUntil) },
    state: 'QUEUED' as const,
    createdAt: toDate(at),
    nextAttemptAt: toDate(at),
    attempts: 0,
  };
}

/** Bound to the mail's id, so that a row copied from another mail opens nothing. */
function sealFor(id: string, secret: string): { sealed: Uint8Array<ArrayBuffer>; secretId: string } {
  const { ciphertext, secretId } = keyring().seal('mail-secret', new TextEncoder().encode(secret), id);
  return { sealed: ciphertext, secretId };
}

/** A mail to a person about their own account; name, address and zone are read as they are now. */
export type AccountMail = Pick<OutgoingMail, 'kind' | 'secret' | 'goodUntil'> & {
  /** What its template needs besides. */
  more?: { [name: string]: Json };
};

export async function enqueueAccountMail(
  tx: Tx,
  { companyId, personId }: { companyId: string; personId: string },
  { more = {}, ...mail }: AccountMail,
  at: Instant,
): Promise<void> {
  const person = await tx.person.findUniqueOrThrow({
    where: { companyId_id: { companyId, id: personId } },
    select: { name: true, email: true, timeZone: true, company: { select: { name: true, timeZone: true } } },
  });
  const timeZone = person.timeZone ?? person.company.timeZone;
  await enqueueMail(
    tx,
    {
      ...mail,
      companyId,
      personId,
      recipient: person.email,
      parameters: { ...more, personName: person.name, companyName: person.company.name, timeZone, at: toIso(at) },
      dedupeKey: `${mail.kind}:${personId}:${newId('mail')}`,
    },
    at,
  );
}

/**
 * Tells the owner that somebody tried and was stopped. One statement whether there is such a person or not, so that its time
 * tells nobody which: without one it writes no row.
 */
export async function enqueueLockoutNotice(
  tx: Tx,
  personId: string | null,
  what: 'password' | 'code',
  at: Instant,
): Promise<void> {
  const parameters = JSON.stringify({ what, at: toIso(at) });
  const id = newId('mail');
  await tx.$executeRaw`
    INSERT INTO outbox_mail (id, company_id, kind, recipient, person_id, parameters, dedupe_key, state, created_at,
      next_attempt_at, attempts)
    SELECT ${id}, p.company_id, 'account.locked', p.email, p.id,
      ${parameters}::jsonb || jsonb_build_object('personName', p.name, 'timeZone', COALESCE(p.time_zone, c.time_zone)),
      ${`account.locked:${personId}:${id}`}, 'QUEUED', ${toDate(at)}, ${toDate(at)}, 0
    FROM person p JOIN company c ON c.id = p.company_id WHERE p.id = ${personId} AND p.deactivated_at IS NULL`;
}
