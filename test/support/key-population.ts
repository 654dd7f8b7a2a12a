import type { PersonActor } from '@/lib/authz/actor';
import type { Clock } from '@/lib/kernel/clock';
import { DAY, HOUR, type Instant, plus, toDate } from '@/lib/kernel/instant';
import { addPeriod, type Period, periodCode, storedPeriod } from '@/lib/kernel/period';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { makePerson } from './scene';

/** A key as a test put it there. */
export type KnownKey = {
  id: string;
  isDisabled: boolean;
  expiresAt: Instant | null;
  issuedAt: Instant;
  lastUsedAt: Instant | null;
  limit: Period | null;
  ownerLacksMfa: boolean;
  isOwnerActive: boolean;
};

type Random = (most: number) => number;

/** The same numbers in each run: a failure can be looked at again. */
export function generator(seed: number): Random {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

const KEYS = 600;

/** Keys of every kind, half of them within two days of the end of some limit, where the calendar decides. One is deleted. */
export async function makePopulation(clock: Clock, companyId: string, zone: string): Promise<KnownKey[]> {
  const random = generator(11);
  const now = clock.now();
  const owners = await makeOwners(clock, companyId);
  const keys: KnownKey[] = [];
  for (let index = 0; index < KEYS; index += 1) {
    const owner = pick(random, owners);
    const key = { ...drawKey(random, now, zone), ...owner.traits };
    await insertKey(companyId, owner.person, key, now);
    keys.push(key);
  }
  const deleted = { ...pick(random, keys), id: newId('key') };
  await insertKey(companyId, pick(random, owners).person, deleted, now);
  await database().apiKey.update({ where: { id: deleted.id }, data: { deletedAt: toDate(now) } });
  return keys;
}

async function makeOwners(clock: Clock, companyId: string) {
  const [usual, without, gone] = [
    await makePerson(clock, companyId),
    await makePerson(clock, companyId, { hasMfa: false }),
    await makePerson(clock, companyId),
  ];
  await database().person.update({ where: { id: gone.id }, data: { deactivatedAt: toDate(clock.now()) } });
  const active = { person: usual, traits: { ownerLacksMfa: false, isOwnerActive: true } };
  const lacking = { person: without, traits: { ownerLacksMfa: true, isOwnerActive: true } };
  return [
    active,
    active,
    active,
    lacking,
    lacking,
    { person: gone, traits: { ownerLacksMfa: false, isOwnerActive: false } },
  ];
}

function pick<T>(random: Random, list: readonly T[]): T {
  const one = list[random(list.length)];
  if (one === undefined) throw new Error('there is something to pick from');
  return one;
}

const LIMITS = ['p1d', 'p1m', 'p3m', 'p6m', 'p1y', null];
const NEAR = ['p1d', 'p7d', 'p1m', 'p2m', 'p3m', 'p6m', 'p1y'];

function drawKey(random: Random, now: Instant, zone: string) {
  const restedFrom = random(2) === 0 ? nearTheEnd(random, now, zone) : plus(now, -random(400 * 24) * HOUR);
  const limit = pick(random, LIMITS);
  return {
    id: newId('key'),
    isDisabled: random(8) === 0,
    expiresAt: random(4) === 0 ? null : plus(now, (random(400) - 60) * DAY),
    ...drawUse(random, restedFrom),
    limit: limit === null ? null : storedPeriod(limit),
  };
}

/** A use before the issue is one of an earlier secret. */
function drawUse(random: Random, restedFrom: Instant): Pick<KnownKey, 'issuedAt' | 'lastUsedAt'> {
  switch (random(4)) {
    case 0:
      return { issuedAt: restedFrom, lastUsedAt: null };
    case 1:
      return { issuedAt: restedFrom, lastUsedAt: plus(restedFrom, -DAY) };
    default:
      return { issuedAt: plus(restedFrom, -random(90) * DAY), lastUsedAt: restedFrom };
  }
}

function nearTheEnd(random: Random, now: Instant, zone: string): Instant {
  const period = storedPeriod(pick(random, NEAR));
  const start = plus(now, -400 * DAY);
  const length = addPeriod(start, period, zone) - start;
  return plus(now, -length + (random(97) - 48) * HOUR);
}

async function insertKey(companyId: string, owner: PersonActor, key: KnownKey, now: Instant): Promise<void> {
  await database().apiKey.create({
    data: {
      id: key.id,
      companyId,
      ownerKind: 'USER',
      ownerId: owner.id,
      ownerPersonId: owner.id,
      name: key.id,
      nameKey: key.id.toLowerCase(),
      audience: 'BUSINESS_PROFILE',
      access: 'FULL',
      createdAt: toDate(key.issuedAt),
      issuedAt: toDate(key.issuedAt),
      expiresAt: key.expiresAt === null ? null : toDate(key.expiresAt),
      expirationDate: key.expiresAt === null ? null : '2027-01-01',
      notAccessedPeriod: key.limit === null ? null : periodCode(key.limit),
      disabledAt: key.isDisabled ? toDate(now) : null,
      version: 1,
    },
  });
  if (key.lastUsedAt === null) return;
  await database().keyLastUse.create({ data: { companyId, keyId: key.id, lastUsedAt: toDate(key.lastUsedAt) } });
}
