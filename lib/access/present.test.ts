import { describe, expect, test } from 'vitest';
import { type Instant, toInstant } from '@/lib/kernel/instant';
import type { AccessRequestRecord } from './dto';
import { parseRequestPlace, presentOwnRequest, presentRequests } from './present';
import { answerRequestSchema, requestAccessSchema } from './schemas';

const at = (iso: string): Instant => toInstant(Date.parse(iso));
const READING = { now: at('2026-11-18T20:00:00Z'), readerZone: 'America/Chicago', readerId: 'usr_priya' };

function request(changes: Partial<AccessRequestRecord> = {}): AccessRequestRecord {
  return {
    id: 'acr_7Hq2mXv9RtLw3ZpA',
    personId: 'usr_aisha',
    personName: 'Aisha Karim',
    personEmail: 'aisha@northwind.example',
    reason: 'Nightly export',
    state: 'WAITING',
    requestedAt: at('2026-11-18T16:42:00Z'),
    answeredAt: null,
    answeredByName: null,
    note: null,
    ...changes,
  };
}

describe('one’s own request reads', () => {
  test.each([
    ['2026-11-18T16:42:00Z', 'Requested today, 10:42 AM CT.'],
    ['2026-11-18T05:30:00Z', 'Requested yesterday, 11:30 PM CT.'],
    ['2026-11-02T16:42:00Z', 'Requested Nov 2, 2026, 10:42 AM CT.'],
  ])('asked at %s: %s', (requestedAt, asked) => {
    expect(presentOwnRequest(request({ requestedAt: at(requestedAt) }), READING)).toMatchObject({
      state: 'REQUESTED',
      asked,
    });
  });

  test('who refused it, when, and why', () => {
    const refused = {
      state: 'REFUSED',
      answeredAt: at('2026-11-18T18:00:00Z'),
      answeredByName: 'Marcus Oyelaran',
      note: 'Use the shared export',
    } as const;
    expect(presentOwnRequest(request(refused), READING)).toEqual({
      state: 'NOT_GRANTED',
      answered: 'Marcus Oyelaran did not grant this on Nov 18, 2026.',
      note: 'Use the shared export',
    });
  });

  test.each([['WITHDRAWN'], ['GRANTED']] as const)('as none when it is %s', (state) => {
    expect(presentOwnRequest(request({ state }), READING)).toEqual({ state: 'NONE' });
  });

  test('as none when there is none', () => {
    expect(presentOwnRequest(null, READING)).toEqual({ state: 'NONE' });
  });
});

describe('in the list', () => {
  const listed = (changes: Partial<AccessRequestRecord>) =>
    presentRequests({ requests: [request(changes)], next: null, reading: READING }, null).requests[0];

  test('what waits can be answered, but not by the one who asked', () => {
    expect(listed({})).toMatchObject({ canAnswer: true, isOwn: false, state: { label: 'Waiting' } });
    expect(listed({ personId: 'usr_priya' })).toMatchObject({ canAnswer: false, isOwn: true });
  });

  test('what is answered says by whom and when', () => {
    const answer = { answeredAt: at('2026-11-18T18:00:00Z'), answeredByName: 'Priya Raman' };
    expect(listed({ state: 'GRANTED', ...answer })).toMatchObject({
      canAnswer: false,
      answered: 'Priya Raman on Nov 18, 2026',
      state: { label: 'Granted' },
    });
    expect(listed({ state: 'WITHDRAWN', answeredAt: answer.answeredAt })).toMatchObject({ answered: null });
  });

  test('the place of the next page survives the way through an address', () => {
    const place = { isWaiting: true, requestedAt: at('2026-11-18T16:42:00Z'), id: 'acr_7Hq2mXv9RtLw3ZpA' };
    const { next } = presentRequests({ requests: [], next: place, reading: READING }, null);
    expect(parseRequestPlace(next ?? undefined)).toEqual(place);
  });

  test.each([
    [undefined],
    ['w~~'],
    ["w~2026-11-18T16:42:00.000Z~acr_' OR 1"],
    ['w~2026-99-18T16:42:00.000Z~acr_7Hq2mXv9RtLw3ZpA'],
    [['a', 'b']],
  ])('an address that names no place begins at the beginning: %j', (text) => {
    expect(parseRequestPlace(text)).toBeNull();
  });
});

describe('the reason', () => {
  const problem = (reason: unknown) => requestAccessSchema.safeParse({ reason }).error?.issues[0]?.message;
  test.each([
    ['is missing', undefined, 'Say what you need keys for.'],
    ['is blank', ' \r\n ', 'Say what you need keys for.'],
    ['is too long', 'x'.repeat(501), 'Use at most 500 characters.'],
    ['holds a NUL', 'a\0b', 'Use letters, digits and signs that can be seen.'],
    ['is good in several lines', `${'x'.repeat(249)}\r\n${'y'.repeat(250)}`, undefined],
  ])('that %s', (_, reason, sentence) => {
    expect(problem(reason)).toBe(sentence);
  });

  test('a note may be left out or empty', () => {
    const requestId = 'acr_7Hq2mXv9RtLw3ZpA';
    expect(answerRequestSchema.parse({ requestId })).toEqual({ requestId, note: null });
    expect(answerRequestSchema.parse({ requestId, note: '  ' })).toEqual({ requestId, note: null });
  });
});
