import type { LiveSession } from '@/lib/accounts/dto';
import type { PersonActor } from '@/lib/authz/actor';
import { systemClock } from '@/lib/platform/clock';

/** A sign-in of now, whose factors are fresh. */
export function liveSessionOf(actor: PersonActor): LiveSession {
  const now = systemClock.now();
  const company = {
    companyName: 'Northwind',
    companySlug: 'northwind',
    companyTimeZone: 'America/Chicago',
    helpDesk: null,
  };
  const times = { passwordAt: now, mfaAt: actor.hasMfa ? now : null, createdAt: now };
  return { actor, sessionId: actor.sessionId, ...company, ...times, timeZone: 'America/Chicago', appearance: 'SYSTEM' };
}
