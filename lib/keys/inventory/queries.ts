import { can } from '@/lib/authz/can';
import { findReadingFacts, type ReadingFacts } from '@/lib/companies/reading-facts';
import { awaitedLater } from '@/lib/kernel/awaited-later';
import { type ListPage, parseListPlace, ROWS_ON_PAGE, takePage } from '@/lib/kernel/list-place';
import type { Ctx } from '@/lib/platform/context';
import type { KeyPolicy } from '@/lib/policy/policy';
import { findPolicy } from '@/lib/policy/queries';
import type { ProcessRecord } from '@/lib/processes/dto';
import { findRecentProcesses } from '@/lib/processes/queries';
import { BULK_KINDS } from './bulk';
import type { Judgement } from './conditions';
import type { KeyFilters, KeySort } from './filters';
import { POSTURE, type PostureName } from './posture';
import { countMatches, isPlaceIn, type ListedKey, listMatches, mostCounted, type Plan, planList } from './store';

/** What the words about the company's keys depend on. */
export type InventoryReading = ReadingFacts & { policy: KeyPolicy; judgement: Judgement };

export type KeyInventory = {
  page: ListPage<ListedKey>;
  reading: InventoryReading;
  /** Takes as long as all else, and what is listed does not depend on it. */
  counted: Promise<CountedKeys>;
};

export type CountedKeys = {
  /** Of what matches: at most one more than `mostMatching`. */
  matching: number;
  mostMatching: number;
  posture: Posture;
};

/** How the company's keys stand. Each number is that of the list its card leads to, no further than 10,001. */
export type Posture = {
  counts: Record<PostureName, number>;
  /** The key that expires first of those that expire within 30 days. */
  nextToExpire: ListedKey | null;
};

type Parameters = Readonly<Record<string, string | string[] | undefined>>;

/** A page of the company's keys, whoever owns them, and how many there are; null for whoever may not see them. */
export async function findInventory(
  ctx: Ctx,
  filters: KeyFilters,
  sort: KeySort,
  parameters: Parameters,
): Promise<KeyInventory | null> {
  const reading = await findReading(ctx);
  if (reading === null) return null;
  const { judgement } = reading;
  const given = parseListPlace(parameters, 2);
  const place = given !== null && isPlaceIn(sort, given) ? given : null;
  const plan = await planList(ctx.db, filters, judgement);
  const counted = awaitedLater(countKeys(ctx, plan));
  const found = await listMatches(ctx.db, plan, sort, place, ROWS_ON_PAGE + 1);
  const page = takePage(found, ROWS_ON_PAGE, place, (key) => [key.sortValue, key.id]);
  return { page, reading, counted };
}

async function countKeys({ db }: Ctx, plan: Plan): Promise<CountedKeys> {
  const names = Object.keys(POSTURE) as PostureName[]; // the keys of a record of just these
  const planOf = (name: PostureName) => planList(db, POSTURE[name].filters, plan.judgement);
  const plans = await Promise.all(names.map(planOf));
  const [[nextToExpire = null], [matching = 0, ...each]] = await Promise.all([
    listMatches(db, await planOf('soon'), { by: 'expires', isDescending: false }, null, 1),
    countMatches(db, [plan, ...plans]),
  ]);
  const entries = names.map((name, index) => [name, each[index] ?? 0] as const);
  const counts = Object.fromEntries(entries) as Posture['counts']; // one entry for each name
  return { matching, mostMatching: mostCounted(plan), posture: { counts, nextToExpire } };
}

/** Zones, policy and the clock of the page; null for whoever may not see it. */
export async function findReading({ db, clock, actor }: Ctx): Promise<InventoryReading | null> {
  if (actor.kind !== 'person' || !can(actor, { action: 'key.list-all', companyId: actor.companyId })) return null;
  const { companyId, id: personId } = actor;
  const [policy, facts] = await Promise.all([findPolicy(db, companyId), findReadingFacts(db, { companyId, personId })]);
  return { ...facts, policy, judgement: { companyId, now: clock.now(), requiresMfa: policy.requiresMfa } };
}

/** What the worker does to keys now, and did a moment ago. */
export async function findBulkProcesses(ctx: Ctx): Promise<ProcessRecord[]> {
  return (await findRecentProcesses(ctx, Object.values(BULK_KINDS))).processes;
}
