import { toLocalTime } from '@/lib/kernel/local-time';
import { addPeriod, periodText } from '@/lib/kernel/period';
import { dateTimeText } from '@/lib/kernel/time-text';
import { maxLifespan } from '@/lib/policy/policy';
import { defaultExpiry } from './domain/expiry';
import { newWorksUntil, presentKey, type Reading } from './present';
import type { OwnKeys } from './queries';
import type { ChosenExpiryView, KeyPageView } from './view';

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
  const { keys, policy, helpDesk } = own;
  const lifespan = maxLifespan(policy.expiry);
  const reading = ownReading(own, reader);
  const isRoom = policy.keysPerOwner === null || keys.length < policy.keysPerOwner;
  return {
    ownerName: reader.name,
    keys: keys.map((key) => presentKey(key, reading)),
    limit: policy.keysPerOwner,
    mayGenerate: isRoom && policy.ownerKinds.includes('USER'),
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
