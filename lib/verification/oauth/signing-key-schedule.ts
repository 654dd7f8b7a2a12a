import { DAY, type Instant, MINUTE, plus } from '@/lib/kernel/instant';

/** How long one key signs … */
const SIGNS_FOR = 30 * DAY;
/** … how long before that it is published: nobody who keeps the keys for a day meets a signature they cannot check … */
const PUBLISHED_AHEAD = DAY;
/** … and how long after: the last token lives five minutes, and clocks may be half a minute apart. */
const PUBLISHED_AFTER = 10 * MINUTE;
/** Two ready processes are less than this apart, so that the first key signs for all of them at once. */
const CLOCKS_APART = MINUTE;

/** A key signs from `activeFrom` until another one does. */
export type ScheduledKey = { id: string; activeFrom: Instant; secretId: string };

/** What is to be done: a key to make, keys to forget. */
export type Rotation = { next: { activeFrom: Instant } | null; gone: string[] };

type Ring = { currentId: string; ids: readonly string[] };

/** The key that signs at that instant; undefined when there is none. @param keys in the order of `activeFrom` */
export function signingKeyAt<K extends ScheduledKey>(keys: readonly K[], now: Instant): K | undefined {
  return keys.findLast(({ activeFrom }) => activeFrom <= now);
}

/** @param keys in the order of `activeFrom` */
export function publishedKeysAt<K extends ScheduledKey>(keys: readonly K[], now: Instant): K[] {
  return keys.filter((_, index) => {
    const successor = keys[index + 1];
    return successor === undefined || now < plus(successor.activeFrom, PUBLISHED_AFTER);
  });
}

/**
 * A key is made a day before it signs, and one at a time. One that is sealed with an earlier secret is followed at once, so
 * that the secret can be forgotten after a day; one that is sealed with a secret unknown here was made by a process that
 * knows better.
 *
 * @param keys in the order of `activeFrom`
 */
export function planRotation(keys: readonly ScheduledKey[], ring: Ring, now: Instant): Rotation {
  const published = publishedKeysAt(keys, now);
  const gone = keys.filter((key) => !published.includes(key)).map(({ id }) => id);
  return { next: planNext(keys, ring, now), gone };
}

function planNext(keys: readonly ScheduledKey[], { currentId, ids }: Ring, now: Instant): Rotation['next'] {
  const newest = keys.at(-1);
  if (newest === undefined || signingKeyAt(keys, now) === undefined) return { activeFrom: plus(now, -CLOCKS_APART) };
  if (newest.activeFrom > now) return null;
  const ahead = plus(now, PUBLISHED_AHEAD);
  if (newest.secretId !== currentId && ids.includes(newest.secretId)) return { activeFrom: ahead };
  const end = plus(newest.activeFrom, SIGNS_FOR);
  if (ahead < end) return null;
  // Late when no verifier ran for a while.
  return { activeFrom: plus(end, Math.max(0, ahead - end)) };
}
