import { describe, expect, it } from 'vitest';
import { type Instant, plus, SECOND } from '@/lib/kernel/instant';
import { VERDICT_CODES, type VerdictCode } from '@/lib/keys/domain/verdict';
import { isAddress, parseRange } from './address';
import { isLive, judge, outwardCode } from './judge';
import { at, plainRequest, validRecord } from './test-records';
import type { VerificationRecord } from './verification-record';
import type { VerifyRequest } from './verify-request';

const now = at('2026-11-21T12:00Z');
const { credential } = validRecord();

const judged = (record: Partial<VerificationRecord>, request: Partial<VerifyRequest> = {}, when: Instant = now) =>
  judge(validRecord(record), plainRequest(request), null, when);

function client(text: string): VerifyRequest['client'] {
  return isAddress(text) ? { address: text, userAgent: null } : null;
}

function ranges(...texts: string[]): Pick<VerificationRecord, 'ipRanges'> {
  return { ipRanges: texts.flatMap((text) => parseRange(text) ?? []) };
}

/** Each refusal alone, in the order of the contract. */
const REFUSALS: [VerdictCode, Partial<VerificationRecord>, Partial<VerifyRequest>][] = [
  ['NOT_FOUND', { isDeleted: true }, {}],
  ['DISABLED', { isDisabled: true }, {}],
  ['EXPIRED', { expiresAt: now }, {}],
  ['EXPIRED_INACTIVE', { notAccessedPeriod: { count: 3, unit: 'm' } }, {}],
  ['OWNER_INACTIVE', { isOwnerActive: false }, {}],
  ['MFA_REQUIRED', { lacksMfa: true }, {}],
  ['IP_DENIED', ranges('203.0.113.0/24'), {}],
  ['AUDIENCE_DENIED', {}, { audience: 'client' }],
  ['RESOURCE_DENIED', {}, { tenant: 'alpha' }],
  ['PERMISSION_DENIED', { access: 'selected' }, {}],
];

describe('the verdict on a record', () => {
  it('is VALID when nothing refuses', () => {
    expect(judged({})).toBe('VALID');
  });

  it.each(REFUSALS)('is %s for its reason alone', (code, record, request) => {
    expect(judged(record, request)).toBe(code);
  });

  it('is the first reason in the order of the contract, whatever else refuses', () => {
    for (const [index, [code]] of REFUSALS.entries()) {
      const rest = REFUSALS.slice(index);
      const record = Object.assign({}, ...rest.map(([, changes]) => changes)) as Partial<VerificationRecord>;
      const request = Object.assign({}, ...rest.map(([, , changes]) => changes)) as Partial<VerifyRequest>;
      expect(judged(record, request)).toBe(code);
    }
    const order = REFUSALS.map(([code]) => VERDICT_CODES.indexOf(code));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('refuses from the instant of expiry on, to the millisecond', () => {
    expect(judged({ expiresAt: now }, {}, plus(now, -1))).toBe('VALID');
    expect(judged({ expiresAt: now }, {}, now)).toBe('EXPIRED');
  });

  it('counts the last use that only this process knows', () => {
    const record = validRecord({ notAccessedPeriod: { count: 3, unit: 'm' } });
    expect(judge(record, plainRequest(), null, now)).toBe('EXPIRED_INACTIVE');
    expect(judge(record, plainRequest(), at('2026-10-01T00:00Z'), now)).toBe('VALID');
  });
});

describe('a credential', () => {
  it('is dead once it is retired, until when it was valid, and as part of a deleted key', () => {
    expect(isLive(validRecord(), now)).toBe(true);
    expect(isLive(validRecord({ isDeleted: true }), now)).toBe(false);
    expect(isLive(validRecord({ credential: { ...credential, isRetired: true } }), now)).toBe(false);
    const ending = validRecord({ credential: { ...credential, validUntil: now } });
    expect(isLive(ending, plus(now, -1))).toBe(true);
    expect(isLive(ending, now)).toBe(false);
  });

  it('works at once although it was issued by a clock up to 30 s ahead, and not before', () => {
    const issuedAhead = validRecord({ credential: { ...credential, validFrom: plus(now, 30 * SECOND) } });
    expect(isLive(issuedAhead, now)).toBe(true);
    expect(isLive(issuedAhead, plus(now, -1))).toBe(false);
  });
});

describe('an IP policy', () => {
  it.each([
    ['203.0.113.9', 'VALID'],
    ['::ffff:203.0.113.9', 'VALID'],
    ['2001:db8::7', 'VALID'],
    ['203.0.114.9', 'IP_DENIED'],
    ['2001:db9::7', 'IP_DENIED'],
    ['no address', 'IP_DENIED'],
  ])('answers %s with %s', (text, code) => {
    expect(judged(ranges('203.0.113.0/24', '2001:db8::/32'), { client: client(text) })).toBe(code);
  });

  it('refuses a request without an address, and its absence none', () => {
    expect(judged(ranges('0.0.0.0/0', '::/0'), { client: null })).toBe('IP_DENIED');
    expect(judged({}, { client: null })).toBe('VALID');
  });
});

describe('what a request names', () => {
  it('must be the audience of the key', () => {
    expect(judged({}, { audience: 'business_profile' })).toBe('VALID');
    expect(judged({}, { audience: 'client' })).toBe('AUDIENCE_DENIED');
  });

  it.each([
    [{ tenant: 'alpha' }, 'VALID'],
    [{ tenant: 'alpha', virtualServer: 'vs-1' }, 'VALID'],
    [{ virtualServer: 'vs-1' }, 'VALID'],
    [{ tenant: 'beta' }, 'RESOURCE_DENIED'],
    [{ tenant: '' }, 'RESOURCE_DENIED'],
    [{ tenant: 'ALPHA' }, 'RESOURCE_DENIED'],
    [{ tenant: 'alpha', virtualServer: 'vs-2' }, 'RESOURCE_DENIED'],
    [{ tenant: 'vs-1' }, 'RESOURCE_DENIED'],
  ])('must be reached by the key: %j is %s', (request, code) => {
    expect(judged({ tenants: ['alpha', 'gamma'], virtualServers: ['vs-1'] }, request)).toBe(code);
  });
});

describe('a publishable key', () => {
  it('never has full access, whatever its row says', () => {
    expect(judged({ credential: { ...credential, secret: null } })).toBe('PERMISSION_DENIED');
  });

  it('tells the outside nothing but NOT_FOUND when it is refused', () => {
    const REFUSALS = VERDICT_CODES.filter((code) => code !== 'VALID' && code !== 'RATE_LIMITED');
    const told = REFUSALS.map((code) => outwardCode(code, 'publishable'));
    expect(new Set(told)).toEqual(new Set(['NOT_FOUND']));
    expect(REFUSALS.map((code) => outwardCode(code, 'secret'))).toEqual(REFUSALS);
  });
});
