import type { ListPlace } from '@/lib/kernel/list-place';
import type { Ctx } from '@/lib/platform/context';
import { findUsageSeries } from '@/lib/usage/queries';
import { withCalls } from '@/lib/usage/sparkline';
import { type Desk, type DeskTab, findDesk, findDeskGroups, findDeskPage, findGroups } from './desk-queries';
import type { DeskListView, DeskView } from './desk-view';
import { audienceOf, keysText, presentDeskKey, presentGroups, presentNewKey, presentTabs } from './present-desk';
import type { GroupRow } from './store-groups';

export type DeskPlace = { tab: string; query: string; groupId: string; place: ListPlace | null };

/** The whole page of keys of service accounts and of the company, in words; null for whoever it is not for. */
export async function findDeskView(ctx: Ctx, asked: DeskPlace): Promise<DeskView | null> {
  const desk = await findDesk(ctx);
  if (desk === null) return null;
  const tab = (desk.counts.find((one) => one.tab === asked.tab) ?? desk.counts[0])?.tab ?? null;
  const tabs = presentTabs(desk);
  if (tab === null)
    return { tabs, tab, helpDesk: desk.helpDesk, groups: [], newKey: null, hasGroups: false, list: null };
  const hasGroups = tab !== 'service-accounts' && desk.policy.allows.groups;
  const reading = hasGroups ? findGroups(ctx, audienceOf(tab)) : null;
  const [groups, found] = await Promise.all([reading ?? [], findList(ctx, desk, tab, reading, asked)]);
  const list = await tellCalls(ctx, found, desk.timeZone);
  return { tabs, tab, helpDesk: desk.helpDesk, groups, newKey: presentNewKey(desk, tab), hasGroups, list };
}

/** With a month of calls of each key that the page shows. */
async function tellCalls(ctx: Ctx, list: DeskListView, timeZone: string): Promise<DeskListView> {
  const shown = list.kind === 'page' ? list.keys : list.groups.flatMap(({ keys }) => keys);
  const series = await findUsageSeries(
    ctx,
    shown.map(({ id }) => id),
    timeZone,
    'ADMINISTRATOR',
  );
  if (list.kind === 'page') return { ...list, keys: withCalls(list.keys, series) };
  return { ...list, groups: list.groups.map((group) => ({ ...group, keys: withCalls(group.keys, series) })) };
}

/** By groups, or one below the other: for what is searched, for all of one group, and where there are no groups. */
async function findList(
  ctx: Ctx,
  desk: Desk,
  tab: DeskTab,
  groups: Promise<GroupRow[]> | null,
  { query, groupId, place }: DeskPlace,
): Promise<DeskListView> {
  if (groups !== null && query === '' && groupId === '') {
    return { kind: 'groups', groups: presentGroups(await findDeskGroups(ctx, tab, await groups), desk) };
  }
  const inGroup = groups !== null && groupId !== '' ? { groupId: groupId === 'none' ? null : groupId } : {};
  const ofTab = desk.counts.find((one) => one.tab === tab)?.count;
  const { page, count, mostCounted } = await findDeskPage(ctx, tab, { query, ...inGroup }, place, ofTab);
  return {
    kind: 'page',
    keys: page.rows.map((key) => presentDeskKey(key, desk)),
    previous: page.previous,
    next: page.next,
    count: keysText(count, mostCounted),
  };
}
