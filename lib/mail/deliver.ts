import type { Clock } from '@/lib/kernel/clock';
import { fromIso, HOUR, type Instant, MINUTE, plus } from '@/lib/kernel/instant';
import type { Db } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { log } from '@/lib/platform/log';
import type { Mailer } from '@/lib/platform/mailer';
import { writeLetter } from './letters';
import { type LeasedMail, leaseDueMail, markCanceled, markFailed, markSent } from './store';
import type { Setting } from './templates/template';

type Delivery = Setting & { db: Db; clock: Clock; mailer: Mailer };

/** Longer than a mailer may take for a whole batch. */
const LEASE_MS = 5 * MINUTE;
const BATCH = 10;
const MOST_ATTEMPTS = 12;

/** Sends what is due, a batch at a time. @returns how many mails were tried. */
export async function deliverDue(delivery: Delivery): Promise<number> {
  const mails = await leaseDueMail(delivery.db, delivery.clock.now(), LEASE_MS, BATCH);
  for (const mail of mails) await deliver(delivery, mail);
  return mails.length;
}

async function deliver({ db, clock, mailer, consoleUrl }: Delivery, mail: LeasedMail): Promise<void> {
  if (isOutdated(mail, clock.now())) {
    await markCanceled(db, mail.id, 'it came too late to be of use');
    return;
  }
  try {
    await mailer(await writeLetter(mail, openSecret(mail), { consoleUrl }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const next = nextAttempt(mail.attempts, clock.now());
    log.warn(
      { mailId: mail.id, kind: mail.kind, attempt: mail.attempts, givenUp: next === null, reason },
      'mail not sent',
    );
    await markFailed(db, mail.id, reason, next);
    return;
  }
  await markSent(db, mail.id, clock.now());
}

/** Such as a link that has expired while the mail server was away. */
function isOutdated({ parameters }: LeasedMail, now: Instant): boolean {
  const goodUntil = parameters['goodUntil'];
  return typeof goodUntil === 'string' && now >= fromIso(goodUntil);
}

function openSecret({ id, sealed, secretId }: LeasedMail): string | null {
  if (sealed === null || secretId === null) return null;
  return new TextDecoder().decode(keyring().open('mail-secret', sealed, id, secretId));
}

/** Backoff: 1, 2, 4 … minutes, at most six hours apart; null after the twelfth attempt. */
function nextAttempt(attempts: number, now: Instant): Instant | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  return plus(now, Math.min(MINUTE * 2 ** (attempts - 1), 6 * HOUR));
}
