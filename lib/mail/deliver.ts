import type { Clock } from '@/lib/kernel/clock';
import { fromIso, HOUR, type Instant, MINUTE, plus } from '@/lib/kernel/instant';
import type { Db } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { log } from '@/lib/platform/log';
import type { Mailer } from '@/lib/platform/mailer';
import { writeLetter } from './letters';
import {
  isStillDisabled,
  type LeasedMail,
  leaseDueMail,
  markCanceled,
  markFailed,
  markSent,
  returnLeased,
} from './store';
import type { Setting } from './templates/template';

type Delivery = Setting & {
  db: Db;
  clock: Clock;
  mailer: Mailer;
  /** Asked before each mail: what was leased and not tried is given back to the other workers. */
  stop?: AbortSignal;
};

/** Longer than a mailer may take for a whole batch. */
const LEASE_MS = 5 * MINUTE;
const BATCH = 10;
const MOST_ATTEMPTS = 12;

/** Sends what is due, a batch at a time. @returns how many mails were tried. */
export async function deliverDue(delivery: Delivery): Promise<number> {
  const mails = await leaseDueMail(delivery.db, delivery.clock.now(), LEASE_MS, BATCH);
  for (const [index, mail] of mails.entries()) {
    if (delivery.stop?.aborted) {
      const untried = mails.slice(index);
      await returnLeased(
        delivery.db,
        untried.map(({ id }) => id),
      );
      return index;
    }
    await deliver(delivery, mail);
  }
  return mails.length;
}

async function deliver({ db, clock, mailer, consoleUrl }: Delivery, mail: LeasedMail): Promise<void> {
  const untrue = await whyUntrue(db, mail, clock.now());
  if (untrue !== null) {
    await markCanceled(db, mail.id, untrue);
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

/**
 * Why a mail would say something that is not so any more, or null: a link expired while the mail server was away, or a key
 * was activated, regenerated or deleted by the owner whom the mail would ask for just that.
 */
async function whyUntrue(db: Db, { id, kind, keyId, parameters }: LeasedMail, now: Instant): Promise<string | null> {
  const goodUntil = parameters['goodUntil'];
  if (typeof goodUntil === 'string' && now >= fromIso(goodUntil)) return 'it came too late to be of use';
  if (kind === 'key.disabled' && keyId !== null && !(await isStillDisabled(db, id))) return 'the key has changed since';
  return null;
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
