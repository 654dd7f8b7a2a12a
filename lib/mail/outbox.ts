import type { Json } from '@/lib/kernel/canonical-json';
import { type Instant, toDate } from '@/lib/kernel/instant';
import type { Tx } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';

export type MailKind = 'key.disabled' | 'access.requested' | 'access.granted' | 'access.refused';

/** A mail to be sent. `parameters` is what its template needs, never a secret. */
export type OutgoingMail = {
  kind: MailKind;
  companyId: string;
  recipient: string;
  personId: string;
  keyId?: string;
  parameters: { [name: string]: Json };
  /** Two mails with the same one are one mail. */
  dedupeKey: string;
};

/** Puts a mail into the outbox, in the transaction of what it reports; the worker delivers it after the commit. */
export async function enqueueMail(tx: Tx, mail: OutgoingMail, at: Instant): Promise<void> {
  await tx.outboxMail.createMany({
    data: [
      { id: newId('mail'), ...mail, state: 'QUEUED', createdAt: toDate(at), nextAttemptAt: toDate(at), attempts: 0 },
    ],
    skipDuplicates: true,
  });
}
