import { DAY, type Instant, plus, toDate } from '@/lib/kernel/instant';
import type { Db } from '@/lib/platform/database';
import { BROWSER_KNOWN_MS } from './domain/throttle-rules';

/** Ended sign-ins stay this long, so that people can see where they were signed in. */
const KEPT_MS = 30 * DAY;

/** Removes what is over and no use any more: owed second steps, unconfirmed enrolments, old sign-ins, browsers, links and counters. */
export async function forgetExpiredSignIns(db: Db, now: Instant): Promise<void> {
  const over = { lt: toDate(now) };
  const longOver = { lt: toDate(plus(now, -KEPT_MS)) };
  await db.pendingSignIn.deleteMany({ where: { expiresAt: over } });
  await db.mfaEnrolment.deleteMany({ where: { expiresAt: over } });
  await db.knownBrowser.deleteMany({ where: { renewedAt: { lt: toDate(plus(now, -BROWSER_KNOWN_MS)) } } });
  // The newest of a person stays, however old: it tells when they were last seen.
  await db.$executeRaw`
    DELETE FROM session s WHERE s.expires_at < ${longOver.lt} AND EXISTS (
      SELECT FROM session n WHERE n.company_id = s.company_id AND n.person_id = s.person_id
        AND (n.last_seen_at, n.id) > (s.last_seen_at, s.id))`;
  // A link to set MFA up again stays while it is owed, however old: without it a stolen password could enrol.
  await db.accountToken.deleteMany({ where: { kind: 'PASSWORD_RESET', expiresAt: longOver } });
  await db.throttle.deleteMany({ where: { lastAt: longOver } });
}
