import { describe, expect, it } from 'vitest';
import { plus, toInstant } from '@/lib/kernel/instant';
import { judgeStanding, type KeyStanding, type StandingCode, VERDICT_CODES } from './verdict';

const now = toInstant(Date.parse('2026-11-21T12:00Z'));
const GOOD: KeyStanding = {
  isLive: true,
  isDisabled: false,
  expiresAt: null,
  inactiveFrom: null,
  isOwnerActive: true,
  lacksMfa: false,
};

/** Each reason alone, in the order of CONTRACT §3. */
const REASONS: [StandingCode, Partial<KeyStanding>][] = [
  ['NOT_FOUND', { isLive: false }],
  ['DISABLED', { isDisabled: true }],
  ['EXPIRED', { expiresAt: now }],
  ['EXPIRED_INACTIVE', { inactiveFrom: now }],
  ['OWNER_INACTIVE', { isOwnerActive: false }],
  ['MFA_REQUIRED', { lacksMfa: true }],
];

describe('the standing of a key', () => {
  it('is VALID without a reason against it', () => {
    expect(judgeStanding(GOOD, now)).toBe('VALID');
  });

  it('is the first of its reasons, for every combination of them', () => {
    for (let chosen = 1; chosen < 2 ** REASONS.length; chosen++) {
      const reasons = REASONS.filter((_, index) => (chosen & (1 << index)) !== 0);
      const standing: KeyStanding = Object.assign({ ...GOOD }, ...reasons.map(([, changes]) => changes));
      expect(judgeStanding(standing, now)).toBe(reasons[0]?.[0]);
    }
  });

  it.each([
    ['EXPIRED', 'expiresAt'],
    ['EXPIRED_INACTIVE', 'inactiveFrom'],
  ] as const)('is %s from the very millisecond on', (code, field) => {
    const standing = { ...GOOD, [field]: now };
    expect(judgeStanding(standing, plus(now, -1))).toBe('VALID');
    expect(judgeStanding(standing, now)).toBe(code);
    expect(judgeStanding(standing, plus(now, 1))).toBe(code);
  });

  it('follows the order in which the contract lists the codes', () => {
    const places = REASONS.map(([code]) => VERDICT_CODES.indexOf(code));
    expect(places).toEqual([1, 2, 3, 4, 5, 6]);
    expect([VERDICT_CODES[0], VERDICT_CODES.at(-1)]).toEqual(['MALFORMED', 'VALID']);
  });
});
