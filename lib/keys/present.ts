import { HOUR, type Instant, noonOfDate, plus, toIso } from '@/lib/kernel/instant';
import { calendarDateText, dateText, dateTimeText, fullText, pastTimeText } from '@/lib/kernel/time-text';
import { isoDate } from '@/lib/kernel/wall-clock';
import type { KeyPolicy } from '@/lib/policy/policy';
import { type Expiry, inactiveFrom, renewedExpiry } from './domain/expiry';
import { downloadFileName } from './domain/file-name';
import { checkEligibility, checkState, isAllowedByPolicy, type KeyAction } from './domain/lifecycle';
import { judgeStanding } from './domain/verdict';
import type { IssuedKey, KeyRecord } from './dto';
import type { KeyStatus, KeyView, RevealedKey, TimeText } from './view';

/** What the words about a key depend on besides the key. */
export type Reading = {
  now: Instant;
  /** Dates of expiry are the company's, whatever the reader's zone. */
  companyZone: string;
  readerZone: string;
  policy: KeyPolicy;
  /** `person` is null for an owner that is none: it needs neither permission nor MFA. */
  owner: { isActive: boolean; person: { hasKeyManagement: boolean; hasMfa: boolean } | null };
  /** An administrator may stop what its owner may not touch. */
  by: 'OWNER' | 'ADMINISTRATOR';
  /** What a key issued now would get. */
  newExpiry: Expiry | null;
};

/** From here on the badge counts the days. */
const WARNING_DAYS = 14;
/** From here on the page opens with a banner. */
const BANNER_DAYS = 5;

export function presentKey(key: KeyRecord, reading: Reading): KeyView {
  const { now, companyZone, readerZone } = reading;
  const endsUnused = inactiveFrom({ ...key, notAccessedPeriod: key.notAccessed }, companyZone);
  const status = statusOf(key, endsUnused, reading);
  const daysLeft = key.expirationDate === null ? null : daysBetween(isoDate(now, companyZone), key.expirationDate);
  return {
    id: key.id,
    name: key.name,
    description: key.description,
    version: key.version,
    accessKey: key.accessKey,
    audience: key.audience,
    hasSwitch: isAllowedByPolicy('disable', reading.policy.allows, reading.by),
    isOn: key.disabledAt === null && status !== 'EXPIRED' && status !== 'EXPIRED_INACTIVE',
    status,
    ...badge(status, daysLeft),
    group: key.group,
    created: pastTimeText(key.createdAt, now, readerZone),
    lastUsed: key.lastUsedAt === null ? null : pastTimeText(key.lastUsedAt, now, readerZone),
    lastUsedRecently: key.lastUsedAt !== null && now - key.lastUsedAt < HOUR,
    lastUsedAddress: key.lastUsedAddress,
    disabled: key.disabledAt === null ? null : exactTime(key.disabledAt, readerZone),
    rateLimit: rateLimit(key, reading.policy),
    expiration: expirationTime(key, companyZone),
    worksUntil: key.expiresAt === null ? null : lastMoment(key.expiresAt, key.expirationDate, companyZone),
    lifeSpent: lifeSpent(key, status, now),
    details: details(key, endsUnused, status, reading),
    newWorksUntil: newWorksUntil(reading),
    expiresSoon: expiresSoon(status, daysLeft),
    renewal: renewal(key, reading),
    may: permitted(key, endsUnused, reading),
  };
}

/** `Nov 17, 2027, 11:59 PM CT`, or null where a new key never ends. */
export function newWorksUntil({ newExpiry, companyZone }: Pick<Reading, 'newExpiry' | 'companyZone'>): string | null {
  return newExpiry === null ? null : lastMoment(newExpiry.at, newExpiry.date, companyZone);
}

/**
 * "Works until": a key that ends with a day says its last minute, 11:59 PM of the day before; one that ends at a chosen
 * instant says that instant.
 */
export function lastMoment(expiresAt: Instant, date: string | null, zone: string): string {
  const before = plus(expiresAt, -1);
  const endsWithDay = isoDate(expiresAt, zone) === date && isoDate(before, zone) !== date;
  return dateTimeText(endsWithDay ? before : expiresAt, zone);
}

/** The reveal: the key itself, until when it works, what its file is called and how to try it. */
export function presentIssued(issued: IssuedKey, verifierUrl: string): RevealedKey {
  const { id, name, accessKey, accessSecret, key, expiresAt, companyZone, readerZone } = issued;
  const fileName = downloadFileName(name, isoDate(issued.issuedAt, readerZone));
  const worksUntil = expiresAt === null ? null : lastMoment(expiresAt, issued.expirationDate, companyZone);
  return { id, name, accessKey, accessSecret, key, worksUntil, fileName, curl: curlLine(verifierUrl, fileName) };
}

/** Reads the key from the downloaded file, so that it stands in no shell history. */
function curlLine(verifierUrl: string, fileName: string): string {
  const quoted = `'${fileName.replaceAll("'", `'\\''`)}'`;
  return [
    `curl -s ${verifierUrl}/v1/verify \\`,
    "  -H 'Content-Type: application/json' \\",
    `  -d "{\\"key\\":\\"$(cat ${quoted})\\"}"`,
  ].join('\n');
}

function rateLimit({ rateLimitPerMinute: own }: KeyRecord, policy: KeyPolicy): KeyView['rateLimit'] {
  const ofPolicy = policy.rateLimitPerMinute;
  const requests = (count: number) =>
    `${count.toLocaleString('en-US')} ${count === 1 ? 'request' : 'requests'} a minute`;
  const policyText = ofPolicy === null ? 'no limit' : requests(ofPolicy);
  if (own !== null) return { own: String(own), says: `${requests(own)}, set for this key`, policy: policyText };
  const says = ofPolicy === null ? 'No limit' : `${policyText}, by the company’s policy`;
  return { own: '', says, policy: policyText };
}

function statusOf(key: KeyRecord, endsUnused: Instant | null, { now, owner, policy }: Reading): KeyStatus {
  const code = judgeStanding(
    {
      isLive: true,
      isDisabled: key.disabledAt !== null,
      expiresAt: key.expiresAt,
      inactiveFrom: endsUnused,
      isOwnerActive: owner.isActive,
      lacksMfa: policy.requiresMfa && owner.person?.hasMfa === false,
    },
    now,
  );
  if (code === 'NOT_FOUND') throw new Error('a listed key is live');
  return code === 'VALID' ? 'ACTIVE' : code;
}

function badge(status: KeyStatus, daysLeft: number | null): Pick<KeyView, 'statusLabel' | 'statusTone'> {
  switch (status) {
    case 'ACTIVE':
      return daysLeft !== null && daysLeft <= WARNING_DAYS
        ? { statusLabel: countdown(daysLeft), statusTone: 'warn' }
        : { statusLabel: 'Active', statusTone: 'ok' };
    case 'DISABLED':
      return { statusLabel: 'Disabled', statusTone: 'idle' };
    case 'EXPIRED':
    case 'EXPIRED_INACTIVE':
      return { statusLabel: 'Expired', statusTone: 'bad' };
    case 'OWNER_INACTIVE':
      return { statusLabel: 'Owner inactive', statusTone: 'idle' };
    case 'MFA_REQUIRED':
      return { statusLabel: 'MFA required', statusTone: 'warn' };
  }
}

function countdown(days: number): string {
  if (days <= 0) return 'Expires today';
  return days === 1 ? 'Expires in 1 day' : `Expires in ${days} days`;
}

function expiresSoon(status: KeyStatus, daysLeft: number | null): KeyView['expiresSoon'] {
  return status === 'ACTIVE' && daysLeft !== null && daysLeft <= BANNER_DAYS ? { days: Math.max(daysLeft, 0) } : null;
}

/** The Details sentence (REQUIREMENTS §2.12): whichever of the two clocks comes first. */
function details(key: KeyRecord, endsUnused: Instant | null, status: KeyStatus, reading: Reading): string {
  const { companyZone } = reading;
  if (status === 'EXPIRED' || status === 'EXPIRED_INACTIVE' || isOver(key, endsUnused, reading.now)) {
    return over(key, endsUnused, reading);
  }
  const unusedComesFirst = endsUnused !== null && (key.expiresAt === null || endsUnused < key.expiresAt);
  if (unusedComesFirst) {
    const wasUsed = key.lastUsedAt !== null && key.lastUsedAt > key.issuedAt;
    return `Expires ${dateTimeText(endsUnused, companyZone)} if not used${wasUsed ? ' again' : ''}.`;
  }
  if (key.expiresAt === null) return 'Never expires.';
  return `Works until ${lastMoment(key.expiresAt, key.expirationDate, companyZone)}.`;
}

function isOver(key: KeyRecord, endsUnused: Instant | null, now: Instant): boolean {
  return (key.expiresAt !== null && now >= key.expiresAt) || (endsUnused !== null && now >= endsUnused);
}

function over(key: KeyRecord, endsUnused: Instant | null, { now, companyZone }: Reading): string {
  const byDate = key.expiresAt !== null && now >= key.expiresAt ? key.expiresAt : null;
  const byDisuse = endsUnused !== null && now >= endsUnused ? endsUnused : null;
  // Whichever came first ended it; the other passed when it was over already.
  if (byDisuse !== null && (byDate === null || byDisuse < byDate)) {
    return `Expired due to inactivity on ${dateText(byDisuse, companyZone)}.`;
  }
  return `Expired on ${dateText(byDate ?? now, companyZone)}.`;
}

function renewal(key: KeyRecord, { newExpiry }: Reading): KeyView['renewal'] {
  if (key.expiresAt === null || key.expirationDate === null) return null;
  const after = renewedExpiry({ at: key.expiresAt, date: key.expirationDate }, newExpiry);
  const now = calendarDateText(key.expirationDate);
  if (after === null) return { now, after: 'Never expires', gainedDays: 0 };
  return {
    now,
    after: calendarDateText(after.date),
    gainedDays: daysBetween(key.expirationDate, after.date),
  };
}

function permitted(key: KeyRecord, endsUnused: Instant | null, { now, owner, by, policy }: Reading): KeyView['may'] {
  const state = {
    isDeleted: false,
    isDisabled: key.disabledAt !== null,
    expiresAt: key.expiresAt,
    inactiveFrom: endsUnused,
  };
  const may = (action: KeyAction) =>
    isAllowedByPolicy(action, policy.allows, by) &&
    checkEligibility(action, { ...owner, requiresMfa: policy.requiresMfa }, by).ok &&
    checkState(action, state, now).ok;
  return {
    disable: may('disable'),
    activate: may('activate'),
    regenerate: may('regenerate'),
    renew: may('renew'),
    edit: may('edit'),
    rename: may('edit') && policy.allows.rename,
    group: may('group'),
    delete: may('delete'),
  };
}

function lifeSpent(key: KeyRecord, status: KeyStatus, now: Instant): number {
  if (status === 'EXPIRED' || status === 'EXPIRED_INACTIVE') return 1;
  if (key.expiresAt === null) return 0;
  return Math.min(1, Math.max(0, (now - key.issuedAt) / (key.expiresAt - key.issuedAt)));
}

export function exactTime(at: Instant, zone: string): TimeText {
  return { iso: toIso(at), label: dateTimeText(at, zone), title: fullText(at, zone) };
}

function expirationTime(key: KeyRecord, zone: string): TimeText | null {
  if (key.expiresAt === null || key.expirationDate === null) return null;
  const title = `Works until ${lastMoment(key.expiresAt, key.expirationDate, zone)}`;
  return { iso: toIso(key.expiresAt), label: calendarDateText(key.expirationDate), title };
}

/** Whole calendar days from one date to another, both `YYYY-MM-DD`. */
function daysBetween(from: string, to: string): number {
  return Math.round((noonOfDate(to) - noonOfDate(from)) / (24 * HOUR));
}
