import { toLocalTime } from '@/lib/kernel/local-time';
import { addPeriod, periodText } from '@/lib/kernel/period';
import { dateTimeText } from '@/lib/kernel/time-text';
import { type KeyPolicy, maxLifespan } from '@/lib/policy/policy';
import { defaultExpiry } from './domain/expiry';
import { checkEligibility } from './domain/lifecycle';
import { newWorksUntil, presentKey, type Reading } from './present';
import type { OthersKeys, OwnKeys } from './queries';
import type { ChosenExpiryView, KeyPageView, OthersKeyPageView, StoppingKeysView } from './view';
import { othersKeyErrorWords } from './words';

export type Reader = { name: string; hasKeyManagement: boolean; hasMfa: boolean };

/** What the words about a person's own keys depend on. */
export function ownReading({ policy, timeZone, readerZone, now }: OwnKeys, reader: Reader): Reading {
  return {
    now,
    companyZone: timeZone,
    readerZone,
    policy,
    owner: { isActive: true, person: { hasKeyManagement: reader.hasKeyManagement, hasMfa: reader.hasMfa } },
    by: 'OWNER',
    newExpiry: defaultExpiry(policy.expiry, now, timeZone),
  };
}

/** The User Control page of the person whose keys they are, in words. */
export function presentKeyPage(own: OwnKeys, reader: Reader): KeyPageView {
  const isAllowed = own.policy.ownerKinds.includes('USER');
  return keyPage(own, ownReading(own, reader), { ownerName: reader.name, isAllowed });
}

/** Who owns the keys where people own none, in words that end a sentence; null where they may. */
export function ownersInstead({ ownerKinds }: Pick<KeyPolicy, 'ownerKinds'>): string | null {
  if (ownerKinds.includes('USER')) return null;
  const accounts = ownerKinds.includes('SERVICE_ACCOUNT') ? ['service accounts'] : [];
  const company = ownerKinds.includes('COMPANY') ? ['the company itself'] : [];
  return [...accounts, ...company].join(' and ');
}

/** A person's keys as an administrator sees them, who may stop also what its owner may not touch. */
export function presentOthersKeyPage(others: OthersKeys): OthersKeyPageView {
  const { owner, policy } = others;
  const eligible = checkEligibility('generate', { ...owner, requiresMfa: policy.requiresMfa }, 'ADMINISTRATOR');
  const isAllowed = eligible.ok && policy.ownerKinds.includes('USER');
  return {
    ...keyPage(others, othersReading(others), { ownerName: owner.name, isAllowed }),
    obstacle: eligible.ok ? null : othersKeyErrorWords({ code: eligible.error }).message,
  };
}

const MOST_NAMED = 5;

/** Of an owner's keys those that verify now, the last used first: what stops when the owner stops. */
export function presentStopping(others: OthersKeys): StoppingKeysView {
  const reading = othersReading(others);
  const working = [...others.keys]
    .sort((one, other) => (other.lastUsedAt ?? 0) - (one.lastUsedAt ?? 0))
    .map((key) => presentKey(key, reading))
    .filter(({ status }) => status === 'ACTIVE');
  return {
    count: working.length,
    keys: working.slice(0, MOST_NAMED).map(({ id, name, lastUsed, lastUsedRecently }) => ({
      id,
      name,
      lastUsed: lastUsed?.label ?? 'Never',
      isRecent: lastUsedRecently,
    })),
    more: Math.max(0, working.length - MOST_NAMED),
  };
}

/** What the words about somebody else's keys depend on. */
export function othersReading({ owner, policy, timeZone, readerZone, now }: OthersKeys): Reading {
  const newExpiry = defaultExpiry(policy.expiry, now, timeZone);
  return { now, companyZone: timeZone, readerZone, policy, owner, by: 'ADMINISTRATOR', newExpiry };
}

function keyPage(
  { keys, policy, helpDesk }: OwnKeys,
  reading: Reading,
  { ownerName, isAllowed }: { ownerName: string; isAllowed: boolean },
): KeyPageView {
  const lifespan = maxLifespan(policy.expiry);
  const isRoom = policy.keysPerOwner === null || keys.length < policy.keysPerOwner;
  return {
    ownerName,
    keys: keys.map((key) => presentKey(key, reading)),
    limit: policy.keysPerOwner,
    mayGenerate: isRoom && isAllowed,
    lifespan: lifespan === null ? null : periodText(lifespan),
    notAccessed: policy.notAccessed === null ? null : periodText(policy.notAccessed),
    newWorksUntil: newWorksUntil(reading),
    chosenExpiry: chosenExpiry(reading),
    reminderDays: [...policy.reminderDays],
    helpDesk,
  };
}

export function chosenExpiry({ now, policy, companyZone, readerZone, newExpiry }: Reading): ChosenExpiryView | null {
  if (policy.expiry.rule !== 'CHOSEN_INSTANT' || newExpiry === null) return null;
  return {
    ...toLocalTime(newExpiry.at, readerZone),
    readerZone,
    companyZone,
    latest: dateTimeText(addPeriod(now, policy.expiry.most, companyZone), readerZone),
    isFinal: !policy.allows.renew,
  };
}
