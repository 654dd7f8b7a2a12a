import { LRUCache } from 'lru-cache';
import { type Capacity, can } from '@/lib/authz/can';
import { findReadingFacts } from '@/lib/companies/reading-facts';
import { type Instant, MINUTE } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import {
  type CompanyCalls,
  type DayCalls,
  findLastUse,
  findOwnerOf,
  type LastUse,
  sumByDay,
  sumCompany,
  sumSeries,
} from './store';
import { lastDays } from './usage-days';

export type KeyUsage = {
  calls: DayCalls[];
  /** Of the company's calendar, the oldest first. */
  dates: string[];
  lastUse: LastUse | null;
  now: Instant;
  readerZone: string;
};

/** The calls with one key in the last 30 days; null for whoever may not see the key. */
export async function findKeyUsage(ctx: Ctx, keyId: string, as: Capacity = 'OWNER'): Promise<KeyUsage | null> {
  const { actor, clock, db } = ctx;
  if (actor.kind !== 'person') return null;
  const { companyId } = actor;
  const owner = await findOwnerOf(db, companyId, keyId);
  if (owner === null || !can(actor, { action: 'key.read', companyId, owner, as })) return null;
  const now = clock.now();
  const zones = await findReadingFacts(db, { companyId, personId: actor.id });
  const { dates, from } = lastDays(now, zones.timeZone);
  const [calls, lastUse] = await Promise.all([
    sumByDay(db, { companyId, keyId }, from, zones.timeZone),
    findLastUse(db, companyId, keyId),
  ]);
  return { calls, dates, lastUse, now, readerZone: zones.readerZone };
}

/** By key, the calls of each of the last 30 days. A key without calls has no series. */
export type UsageSeries = ReadonlyMap<string, readonly number[]>;

/**
 * The series of a list's keys, in one statement. To an owner only their own are told, to administrators the company's.
 * @param timeZone the company's, which whoever lists keys has read
 */
export async function findUsageSeries(
  ctx: Ctx,
  keyIds: readonly string[],
  timeZone: string,
  as: Capacity = 'OWNER',
): Promise<UsageSeries> {
  const { actor, clock, db } = ctx;
  if (actor.kind !== 'person' || keyIds.length === 0) return new Map();
  const { companyId } = actor;
  if (as === 'ADMINISTRATOR' && !can(actor, { action: 'key.list-all', companyId })) return new Map();
  const { dates, from } = lastDays(clock.now(), timeZone);
  const scope = { companyId, ownerId: as === 'OWNER' ? actor.id : null };
  const series = new Map<string, number[]>();
  for (const { keyId, date, calls } of await sumSeries(db, scope, keyIds, from, timeZone)) {
    const days = series.get(keyId) ?? dates.map(() => 0);
    const day = dates.indexOf(date);
    if (day !== -1) days[day] = calls;
    series.set(keyId, days);
  }
  return series;
}

/** Named on a card. */
const BUSIEST = 3;

/** New counts come once a minute, and summing a million rows takes a second: whoever pages through a list asks once. */
const totals = new LRUCache<string, Promise<CompanyCalls>>({ max: 1_000, ttl: MINUTE });

/** The calls with all keys of the company in the last 30 days, as of the last minute; null for everybody but its administrators. */
export async function findCompanyUsage({ actor, clock, db }: Ctx): Promise<CompanyCalls | null> {
  if (actor.kind !== 'person' || !can(actor, { action: 'key.list-all', companyId: actor.companyId })) return null;
  const { companyId, id } = actor;
  const known = totals.get(companyId);
  if (known !== undefined) return known;
  const asked = findReadingFacts(db, { companyId, personId: id }).then(({ timeZone }) =>
    sumCompany(db, companyId, lastDays(clock.now(), timeZone).from, BUSIEST),
  );
  totals.set(companyId, asked);
  asked.catch(() => totals.delete(companyId));
  return asked;
}
