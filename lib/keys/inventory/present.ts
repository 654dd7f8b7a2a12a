import { countText, MOST_COUNTED } from '@/lib/kernel/count-text';
import { shortDateText } from '@/lib/kernel/time-text';
import type { ProcessRecord } from '@/lib/processes/dto';
import { defaultExpiry } from '../domain/expiry';
import { newWorksUntil, presentKey, type Reading } from '../present';
import { BULK_KINDS } from './bulk';
import { filterParameters, type KeyFilters } from './filters';
import { POSTURE, type PostureName } from './posture';
import type { InventoryReading, KeyInventory, Posture } from './queries';
import type { ListedKey } from './store';
import type { BulkProcessView, CountedView, InventoryKeyView, InventoryView, PostureCardView } from './view';

/** A page of the company's keys, in words. */
export function presentInventory({ page, reading }: KeyInventory, filters: KeyFilters): InventoryView {
  const common = readingFor(reading);
  return {
    keys: page.rows.map((key) => presentListed(key, common)),
    previous: page.previous,
    next: page.next,
    isFiltered: Object.keys(filterParameters(filters)).length > 0,
    mayDisable: reading.policy.allows.disable,
    helpDesk: reading.helpDesk,
    newWorksUntil: newWorksUntil(common),
  };
}

/** How many keys match, and how all of them stand, in words. */
export async function presentCounted({ page, reading, counted }: KeyInventory): Promise<CountedView> {
  const { matching, mostMatching, posture } = await counted;
  const { all } = posture.counts;
  const text = countText(matching, mostMatching);
  const isEverything = matching === all && mostMatching === MOST_COUNTED;
  return {
    count: isEverything ? `${countText(all)} ${all === 1 ? 'key' : 'keys'}` : `${text} of ${countText(all)}`,
    matching: { text, isWhole: matching <= page.rows.length },
    cards: presentPosture(posture, reading.policy.requiresMfa),
  };
}

/** What the words about any of the keys depend on; its owner comes with each. */
export function readingFor({
  policy,
  timeZone,
  readerZone,
  judgement: { now },
}: InventoryReading): Omit<Reading, 'owner'> {
  const newExpiry = defaultExpiry(policy.expiry, now, timeZone);
  return { now, companyZone: timeZone, readerZone, policy, by: 'ADMINISTRATOR', newExpiry };
}

function presentListed(key: ListedKey, common: Omit<Reading, 'owner'>): InventoryKeyView {
  const { owner, ownerKind, access } = key;
  return {
    ...presentKey(key, { ...common, owner }),
    owner: { kind: ownerKind, name: owner.userId ?? owner.name },
    accessLabel: access === 'FULL' ? 'Full access' : 'Selected',
  };
}

/** The cards on top: how many keys want attention, and what each number means. */
function presentPosture({ counts, nextToExpire }: Posture, requiresMfa: boolean): PostureCardView[] {
  const ofActive = `of ${countText(counts.active)} active`;
  const next = nextToExpire?.expirationDate ?? null;
  const attention = (name: PostureName, tone: 'warn' | 'bad') => (counts[name] > 0 ? tone : 'plain');
  const card = (name: PostureName, title: string, says: string, tone: PostureCardView['tone'] = 'plain') => ({
    title,
    figure: countText(counts[name]),
    says,
    tone,
    parameters: filterParameters(POSTURE[name].filters),
  });
  return [
    card('all', 'All keys', `${countText(counts.active)} active`),
    card(
      'soon',
      'Expire in 30 days',
      next === null ? 'none' : `next: ${shortDateText(next)}`,
      attention('soon', 'warn'),
    ),
    card('unused', 'Expire unused', 'within 30 days', attention('unused', 'warn')),
    card(
      'mfa',
      'Owner without MFA',
      requiresMfa ? 'refused now' : 'policy allows it',
      attention('mfa', requiresMfa ? 'bad' : 'warn'),
    ),
    card('full', 'Full access', ofActive),
    card('ip', 'No IP policy', ofActive),
  ];
}

/** What the worker does to keys, and how it ended. */
export function presentBulkProcess({ id, kind, state, progress, error }: ProcessRecord): BulkProcessView {
  const { done, skipped } = progress;
  const total = progress.total ?? 0;
  const [doing, did] = kind === BULK_KINDS.disable ? ['Disabling', 'disabled'] : ['Deleting', 'deleted'];
  const view = { id, done: done + skipped, total, isRunning: false };
  switch (state) {
    case 'SCHEDULED':
    case 'RUNNING': {
      const says = `${number(done)} done. ${leftAlone(skipped)}`.trim();
      return { ...view, isRunning: true, tone: 'info', fact: `${doing} ${keys(total)}.`, says };
    }
    case 'COMPLETED':
      return { ...view, tone: 'info', fact: `${keys(done)} ${did}.`, says: leftAlone(skipped) };
    case 'CANCELED':
      return { ...view, tone: 'warn', fact: `Stopped after ${number(done)} of ${keys(total)}.`, says: error ?? '' };
    case 'ERROR':
      return { ...view, tone: 'bad', fact: `Failed after ${number(done)} of ${keys(total)}.`, says: error ?? '' };
  }
}

function leftAlone(skipped: number): string {
  if (skipped === 0) return '';
  return `${number(skipped)} ${skipped === 1 ? 'was' : 'were'} left alone: changed meanwhile.`;
}

const number = (count: number) => count.toLocaleString('en-US');
const keys = (count: number) => `${number(count)} ${count === 1 ? 'key' : 'keys'}`;
