import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, plus, toInstant } from '@/lib/kernel/instant';
import type { Period } from '@/lib/kernel/period';
import { inactiveFrom } from '@/lib/keys/domain/expiry';
import { inactiveFromIfNear } from './inactivity';
import { at, validRecord } from './test-records';

const zones = fc.constantFrom('America/Chicago', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC', 'Pacific/Kwajalein');
const periods: fc.Arbitrary<Period> = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 400 }), unit: fc.constant('d') }),
  fc.record({ count: fc.integer({ min: 1, max: 60 }), unit: fc.constant('w') }),
  fc.record({ count: fc.integer({ min: 1, max: 25 }), unit: fc.constant('m') }),
  fc.record({ count: fc.integer({ min: 1, max: 5 }), unit: fc.constant('y') }),
);
const instants = fc.integer({ min: at('1990-01-01T00:00Z'), max: at('2040-01-01T00:00Z') }).map(toInstant);

describe('the short cut around calendar arithmetic', () => {
  it('never keeps a key alive that rested for its whole period', () => {
    fc.assert(
      fc.property(instants, periods, zones, (issuedAt, notAccessedPeriod, timeZone) => {
        const record = validRecord({ issuedAt, notAccessedPeriod, company: { ...validRecord().company, timeZone } });
        const from = inactiveFrom({ issuedAt, lastUsedAt: null, notAccessedPeriod }, timeZone);
        if (from === null) throw new Error('a period has an end');
        expect(inactiveFromIfNear(record, null, from)).toBe(from);
      }),
      { numRuns: 300 },
    );
  });

  it('is taken while the end is far', () => {
    const issuedAt = at('2026-08-31T12:00Z');
    const record = validRecord({ issuedAt, notAccessedPeriod: { count: 3, unit: 'm' } });
    expect(inactiveFromIfNear(record, null, plus(issuedAt, 81 * DAY))).toBeNull();
    expect(inactiveFromIfNear(record, null, plus(issuedAt, 83 * DAY))).toBe(at('2026-11-30T13:00Z'));
  });

  it('counts from the latest of issue, stored use and use seen here', () => {
    const record = validRecord({
      issuedAt: at('2026-01-01T00:00Z'),
      lastUsedAt: at('2026-02-01T00:00Z'),
      notAccessedPeriod: { count: 1, unit: 'w' },
    });
    const now = at('2026-06-01T00:00Z');
    expect(inactiveFromIfNear(record, null, now)).toBe(at('2026-02-08T00:00Z'));
    expect(inactiveFromIfNear(record, at('2026-03-20T00:00Z'), now)).toBe(at('2026-03-27T00:00Z'));
    expect(inactiveFromIfNear(record, at('2025-03-20T00:00Z'), now)).toBe(at('2026-02-08T00:00Z'));
    expect(inactiveFromIfNear({ ...record, issuedAt: at('2026-04-10T00:00Z') }, null, now)).toBe(
      at('2026-04-17T00:00Z'),
    );
  });
});
