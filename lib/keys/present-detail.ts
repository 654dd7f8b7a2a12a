import { DAY, type Instant } from '@/lib/kernel/instant';
import { calendarDateText, dateText } from '@/lib/kernel/time-text';
import { inactiveFrom } from './domain/expiry';
import type { KeyRecord } from './dto';
import { exactTime, lastMoment, presentKey, type Reading } from './present';
import type { KeyDetailView, KeyStatus, LifelineView } from './view';

/**
 * One key, for its own page.
 *
 * @param switchedOnAt when it was generated, activated or regenerated last, as far as the audit knows
 */
export function presentKeyDetail(key: KeyRecord, reading: Reading, switchedOnAt: Instant | null): KeyDetailView {
  const view = presentKey(key, reading);
  const endsUnused = inactiveFrom({ ...key, notAccessedPeriod: key.notAccessed }, reading.companyZone);
  return {
    key: view,
    lifeline: lifeline(key, endsUnused, view.status, reading, view.statusTone === 'warn'),
    created: exactTime(key.createdAt, reading.readerZone),
    issued: exactTime(key.issuedAt, reading.readerZone),
    since: since(key, endsUnused, view.status, switchedOnAt, reading.readerZone),
  };
}

function since(
  key: KeyRecord,
  endsUnused: Instant | null,
  status: KeyStatus,
  switchedOnAt: Instant | null,
  zone: string,
): KeyDetailView['since'] {
  const fact = (label: string, at: Instant | null) => (at === null ? null : { label, time: exactTime(at, zone) });
  switch (status) {
    case 'ACTIVE':
      return fact('Active since', switchedOnAt);
    case 'DISABLED':
      return fact('Disabled since', key.disabledAt);
    case 'EXPIRED':
      return fact('Expired since', key.expiresAt);
    case 'EXPIRED_INACTIVE':
      return fact('Expired since', endsUnused);
    case 'OWNER_INACTIVE':
    case 'MFA_REQUIRED':
      return null;
  }
}

function lifeline(
  key: KeyRecord,
  endsUnused: Instant | null,
  status: KeyStatus,
  { now, companyZone }: Reading,
  isWarning: boolean,
): LifelineView {
  const from = key.createdAt;
  const to = key.expiresAt ?? openEnd(from, endsUnused ?? now);
  const shareOf = (at: Instant) => Math.min(1, Math.max(0, (at - from) / Math.max(1, to - from)));
  const isExpired = status === 'EXPIRED' || status === 'EXPIRED_INACTIVE';
  return {
    created: dateText(from, companyZone),
    end: lineEnd(key, now, companyZone),
    today: now < to ? shareOf(now) : null,
    unused:
      endsUnused !== null && endsUnused < to
        ? { share: shareOf(endsUnused), label: dateText(endsUnused, companyZone) }
        : null,
    tone: isExpired ? 'bad' : status === 'ACTIVE' && isWarning ? 'warn' : 'plain',
  };
}

/** The line of a key without an expiration date runs on a little beyond the last thing on it. */
function openEnd(from: Instant, last: Instant): number {
  return last + Math.max(DAY, (last - from) / 5);
}

function lineEnd({ expiresAt, expirationDate }: KeyRecord, now: Instant, zone: string): LifelineView['end'] {
  if (expiresAt === null || expirationDate === null) return { label: 'Never', says: 'No expiration date' };
  const verb = now < expiresAt ? 'works' : 'worked';
  return {
    label: calendarDateText(expirationDate),
    says: `Expiration date: ${verb} until ${lastMoment(expiresAt, expirationDate, zone)}`,
  };
}
