import { countText } from '@/lib/kernel/count-text';
import { periodText } from '@/lib/kernel/period';
import { maxLifespan } from '@/lib/policy/policy';
import type { Desk, DeskFacts, DeskGroup, DeskTab } from './desk-queries';
import { isTabAllowed, MOST_STOPPING } from './desk-queries';
import type { DeskGroupView, DeskKeyView, DeskTabView, NewKeyView } from './desk-view';
import { defaultExpiry } from './domain/expiry';
import type { DeskKey, KeyAudience } from './dto';
import { newWorksUntil, presentKey, type Reading } from './present';
import { chosenExpiry } from './present-page';

const LABELS: Record<DeskTab, string> = {
  'service-accounts': 'Service accounts',
  'business-profile': 'Business Profile',
  client: 'Client',
};

/** What the words depend on, besides the key and its owner. */
function readingFor({ policy, timeZone, readerZone, now }: DeskFacts, isOwnerActive: boolean): Reading {
  return {
    now,
    companyZone: timeZone,
    readerZone,
    policy,
    owner: { isActive: isOwnerActive, person: null },
    by: 'ADMINISTRATOR',
    newExpiry: defaultExpiry(policy.expiry, now, timeZone),
  };
}

export function presentDeskKey(key: DeskKey, facts: DeskFacts): DeskKeyView {
  return { ...presentKey(key, readingFor(facts, key.owner.isActive)), ownerUserId: key.owner.userId };
}

export function audienceOf(tab: DeskTab): KeyAudience {
  return tab === 'client' ? 'CLIENT' : 'BUSINESS_PROFILE';
}

export function presentTabs({ counts }: Desk): DeskTabView[] {
  return counts.map(({ tab, count }) => ({ tab, label: LABELS[tab], count: countText(count) }));
}

export function presentGroups(groups: readonly DeskGroup[], facts: DeskFacts): DeskGroupView[] {
  return groups.map(({ group, keys, count }) => ({
    id: group?.id ?? null,
    name: group?.name ?? 'No group',
    count: keysText(count),
    keys: keys.map((key) => presentDeskKey(key, facts)),
    more: count > keys.length ? `Show all ${keysText(count)}` : null,
  }));
}

/** `1 key`, `1,234 keys`, `10,000+ keys` */
export function keysText(count: number, most?: number): string {
  return count === 1 ? '1 key' : `${countText(count, most)} keys`;
}

/** What a key made there now would be; null where policy, or its limit on the company's own keys, lets none be made. */
export function presentNewKey(desk: Desk, tab: DeskTab): NewKeyView | null {
  const { policy, companyKeys } = desk;
  const isFull = tab !== 'service-accounts' && policy.keysPerOwner !== null && companyKeys >= policy.keysPerOwner;
  if (isFull || !isTabAllowed(tab, policy)) return null;
  const reading = readingFor(desk, true);
  const lifespan = maxLifespan(policy.expiry);
  return {
    lifespan: lifespan === null ? null : periodText(lifespan),
    notAccessed: policy.notAccessed === null ? null : periodText(policy.notAccessed),
    newWorksUntil: newWorksUntil(reading),
    chosenExpiry: chosenExpiry(reading),
  };
}

/** What stops when the owner is deactivated: the keys used last, and how many there are. */
export type StoppingKeysView = {
  /** "No key stops.", "1 key stops.", "12 keys stop." */
  says: string;
  keys: { id: string; name: string; lastUsed: string; isRecent: boolean }[];
  /** "and 7 more" */
  more: string | null;
};

const NAMED = 5;

/** @param found of `findEnabledKeys` */
export function presentStopping(found: DeskFacts & { keys: DeskKey[] }): StoppingKeysView {
  const working = found.keys.map((key) => presentDeskKey(key, found)).filter(({ status }) => status === 'ACTIVE');
  const isMore = found.keys.length > MOST_STOPPING;
  const named = working.slice(0, NAMED);
  const rest = working.length - named.length;
  return {
    says: stopText(working.length, isMore),
    keys: named.map(({ id, name, lastUsed, lastUsedRecently }) => ({
      id,
      name,
      lastUsed: lastUsed === null ? 'Never used' : `Last used ${lastUsed.label}`,
      isRecent: lastUsedRecently,
    })),
    more: rest === 0 ? null : `and ${isMore ? `${MOST_STOPPING - NAMED}+` : rest} more`,
  };
}

function stopText(count: number, isMore: boolean): string {
  if (isMore) return `${MOST_STOPPING}+ keys stop.`;
  if (count === 0) return 'No key stops.';
  return count === 1 ? '1 key stops.' : `${count} keys stop.`;
}
