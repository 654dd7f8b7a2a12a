import { type Capacity, can, type OwnerRef } from '@/lib/authz/can';
import { findReadingFacts } from '@/lib/companies/reading-facts';
import type { Instant } from '@/lib/kernel/instant';
import { type ListPage, type ListPlace, ROWS_ON_PAGE, takePage } from '@/lib/kernel/list-place';
import type { Ctx } from '@/lib/platform/context';
import type { KeyPolicy } from '@/lib/policy/policy';
import { findPolicy } from '@/lib/policy/queries';
import { type DeskFilter, type DeskShelf, mostCounted, planDesk } from './desk-plan';
import type { DeskKey, KeyAudience } from './dto';
import {
  countByGroup,
  countDeskKeys,
  countShelves,
  deskPlace,
  listByGroup,
  listDeskKeys,
  listEnabledKeys,
} from './store-desk';
import { type GroupRow, listGroups } from './store-groups';

/** Which keys: those of service accounts, or the company's own, by whom they are made for. */
export type DeskTab = 'service-accounts' | 'business-profile' | 'client';

export type DeskFacts = {
  policy: KeyPolicy;
  timeZone: string;
  readerZone: string;
  helpDesk: string | null;
  /** One reading of the clock for the whole page. */
  now: Instant;
};

export type DeskGroup = {
  /** Null for the keys that are in no group. */
  group: GroupRow | null;
  /** The newest of them. */
  keys: DeskKey[];
  count: number;
};

export type Desk = DeskFacts & {
  /** Keys under each tab that the page has, in their order. */
  counts: readonly { tab: DeskTab; count: number }[];
  /** How many keys the company itself has, which policy may limit. */
  companyKeys: number;
};

/** Up to here all of a tab is on one page; beyond it a group shows its newest keys and leads to the rest. */
const MOST_GROUPED = 200;
const PREVIEWED = 5;
const MOST_GROUPS_READ = 200;

function scopeOf({ actor }: Ctx): { companyId: string; personId: string } | null {
  if (actor.kind !== 'person') return null;
  const { companyId, id: personId } = actor;
  return can(actor, { action: 'key.list-all', companyId }) ? { companyId, personId } : null;
}

function shelfOf(companyId: string, tab: DeskTab): DeskShelf {
  switch (tab) {
    case 'service-accounts':
      return { companyId, ownerKind: 'SERVICE_ACCOUNT', audience: 'BUSINESS_PROFILE' };
    case 'business-profile':
      return { companyId, ownerKind: 'COMPANY', audience: 'BUSINESS_PROFILE' };
    case 'client':
      return { companyId, ownerKind: 'COMPANY', audience: 'CLIENT' };
  }
}

const TABS: readonly DeskTab[] = ['service-accounts', 'business-profile', 'client'];

/** Whether policy lets keys be made there. */
export function isTabAllowed(tab: DeskTab, { ownerKinds, allows }: KeyPolicy): boolean {
  switch (tab) {
    case 'service-accounts':
      return ownerKinds.includes('SERVICE_ACCOUNT');
    case 'business-profile':
      return ownerKinds.includes('COMPANY');
    case 'client':
      return ownerKinds.includes('COMPANY') && allows.audience;
  }
}

/** What the page has: a tab for what policy allows, and for what is left of what it once allowed. Null for strangers. */
export async function findDesk(ctx: Ctx): Promise<Desk | null> {
  const scope = scopeOf(ctx);
  if (scope === null) return null;
  const { companyId } = scope;
  const [policy, facts, shelves] = await Promise.all([
    findPolicy(ctx.db, companyId),
    findReadingFacts(ctx.db, scope),
    countShelves(
      ctx.db,
      TABS.map((tab) => shelfOf(companyId, tab)),
    ),
  ]);
  const counted = TABS.map((tab, index) => ({ tab, count: shelves[index] ?? 0 }));
  const companyKeys = counted.reduce((sum, { tab, count }) => (tab === 'service-accounts' ? sum : sum + count), 0);
  const counts = counted.filter(({ tab, count }) => count > 0 || isTabAllowed(tab, policy));
  return { policy, ...facts, counts, companyKeys, now: ctx.clock.now() };
}

export type DeskPage = {
  page: ListPage<DeskKey>;
  /** At most one more than `mostCounted`. */
  count: number;
  mostCounted: number;
};

/**
 * A page of a tab's keys, newest first. Empty for strangers.
 *
 * @param ofTab how many keys the tab has, where that is known: what nothing narrows is not counted again
 */
export async function findDeskPage(
  ctx: Ctx,
  tab: DeskTab,
  filter: DeskFilter,
  place: ListPlace | null,
  ofTab?: number,
): Promise<DeskPage> {
  const scope = scopeOf(ctx);
  if (scope === null) return { page: { rows: [], previous: null, next: null }, count: 0, mostCounted: 0 };
  const plan = await planDesk(ctx.db, shelfOf(scope.companyId, tab), filter);
  const isWhole = filter.query === '' && filter.groupId === undefined;
  const [found, count] = await Promise.all([
    listDeskKeys(ctx.db, plan, place, ROWS_ON_PAGE + 1),
    isWhole && ofTab !== undefined ? ofTab : countDeskKeys(ctx.db, plan),
  ]);
  return { page: takePage(found, ROWS_ON_PAGE, place, deskPlace), count, mostCounted: mostCounted(plan) };
}

/** The groups of a tab, as `findGroups` finds them, with their newest keys, those in no group last. Empty for strangers. */
export async function findDeskGroups(ctx: Ctx, tab: DeskTab, groups: readonly GroupRow[]): Promise<DeskGroup[]> {
  const scope = scopeOf(ctx);
  if (scope === null) return [];
  const shelf = shelfOf(scope.companyId, tab);
  const ids = groups.map(({ id }) => id);
  const counts = await countByGroup(ctx.db, shelf, ids);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const keys = await listByGroup(ctx.db, shelf, ids, total <= MOST_GROUPED ? MOST_GROUPED : PREVIEWED);
  return [...groups, null].map((group) => ({
    group,
    keys: keys.filter((key) => (key.group?.id ?? null) === (group?.id ?? null)),
    count: counts.get(group?.id ?? '') ?? 0,
  }));
}

/** The groups of the company's own keys of an audience, in the order of their names. Empty for strangers. */
export async function findGroups(ctx: Ctx, audience: KeyAudience): Promise<GroupRow[]> {
  const scope = scopeOf(ctx);
  if (scope === null) return [];
  const { companyId } = scope;
  return listGroups(ctx.db, { companyId, ownerKind: 'COMPANY', ownerId: companyId }, audience, MOST_GROUPS_READ);
}

/** More than these are not counted one by one: "500+ keys stop." says enough. */
export const MOST_STOPPING = 500;

/**
 * The keys of an owner that could verify now, the ones used last first, at most one more than MOST_STOPPING. Whether one has
 * ended by disuse is not asked yet. Null for strangers.
 */
export async function findEnabledKeys(
  ctx: Ctx,
  owner: OwnerRef,
  as: Capacity,
): Promise<(DeskFacts & { keys: DeskKey[] }) | null> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return null;
  const { companyId } = actor;
  if (!can(actor, { action: 'key.read', companyId, owner, as })) return null;
  const now = ctx.clock.now();
  const scope = { companyId, ownerKind: owner.kind, ownerId: owner.id };
  const [keys, policy, facts] = await Promise.all([
    listEnabledKeys(ctx.db, scope, now, MOST_STOPPING + 1),
    findPolicy(ctx.db, companyId),
    findReadingFacts(ctx.db, { companyId, personId: actor.id }),
  ]);
  return { keys, policy, ...facts, now };
}
