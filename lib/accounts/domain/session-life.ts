import { HOUR, type Instant, MINUTE, plus } from '@/lib/kernel/instant';

type Life = { idleMs: number; absoluteMs: number };

const ADMINISTRATOR: Life = { idleMs: 30 * MINUTE, absoluteMs: 12 * HOUR };
const OTHERS: Life = { idleMs: HOUR, absoluteMs: 24 * HOUR };

/** How old a password may be for what asks for a recent one. */
const RECENT_MS = 5 * MINUTE;

/** How long the second step may take. */
export const PENDING_SIGN_IN_MS = 10 * MINUTE;

/** `lastSeenAt` moves at most this often, so that reading pages does not mean writing rows. */
export const SEEN_STEP_MS = MINUTE;

export function sessionLife(isAdministrator: boolean): Life {
  return isAdministrator ? ADMINISTRATOR : OTHERS;
}

export type SessionTimes = { createdAt: Instant; lastSeenAt: Instant; expiresAt: Instant; endedAt: Instant | null };

export type SessionVerdict = 'LIVE' | 'ENDED' | 'EXPIRED' | 'IDLE';

/**
 * The limits are those of the role held now, so that somebody made an administrator yesterday has no longer session than
 * the other administrators.
 */
export function judgeSession(times: SessionTimes, isAdministrator: boolean, now: Instant): SessionVerdict {
  const life = sessionLife(isAdministrator);
  if (times.endedAt !== null) return 'ENDED';
  if (now >= times.expiresAt || now >= plus(times.createdAt, life.absoluteMs)) return 'EXPIRED';
  if (now >= plus(times.lastSeenAt, life.idleMs)) return 'IDLE';
  return 'LIVE';
}

/** Whether something done at `at` is recent enough to build on. A time ahead of now is none. */
export function isRecent(at: Instant | null, now: Instant): boolean {
  return at !== null && now >= at && now < plus(at, RECENT_MS);
}
