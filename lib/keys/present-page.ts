import { periodText } from '@/lib/kernel/period';
import { maxLifespan } from '@/lib/policy/policy';
import { endOfPreviousDay } from './domain/expiry';
import { newWorksUntil, presentKey, type Reading } from './present';
import type { OwnKeys } from './queries';
import type { KeyPageView } from './view';

export type Reader = { name: string; hasKeyManagement: boolean; hasMfa: boolean };

/** What the words about a person's own keys depend on. */
export function ownReading({ policy, timeZone, readerZone, now }: OwnKeys, reader: Reader): Reading {
  const lifespan = maxLifespan(policy.expiry);
  return {
    now,
    companyZone: timeZone,
    readerZone,
    policy,
    owner: { isActive: true, hasKeyManagement: reader.hasKeyManagement, hasMfa: reader.hasMfa },
    newExpiry: lifespan === null ? null : endOfPreviousDay(now, lifespan, timeZone),
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
    reminderDays: [...policy.reminderDays],
    helpDesk,
  };
}
