import { expect, test } from 'vitest';
import { HOUR, type Instant, MINUTE, plus, toInstant } from '@/lib/kernel/instant';
import { isRecent, judgeSession, sessionLife } from './session-life';

const start = toInstant(1_795_000_000_000);
const session = (lastSeenAt: Instant, isAdministrator = false) => ({
  createdAt: start,
  lastSeenAt,
  expiresAt: plus(start, sessionLife(isAdministrator).absoluteMs),
  endedAt: null,
});

test('a session ends to the millisecond after an hour without use', () => {
  expect(judgeSession(session(start), false, plus(start, HOUR - 1))).toBe('LIVE');
  expect(judgeSession(session(start), false, plus(start, HOUR))).toBe('IDLE');
});

test("an administrator's session ends after half an hour without use and after twelve hours at all", () => {
  expect(judgeSession(session(start), true, plus(start, 30 * MINUTE - 1))).toBe('LIVE');
  expect(judgeSession(session(start), true, plus(start, 30 * MINUTE))).toBe('IDLE');
  const used = session(plus(start, 12 * HOUR - 1));
  expect(judgeSession(used, true, plus(start, 12 * HOUR - 1))).toBe('LIVE');
  expect(judgeSession(used, true, plus(start, 12 * HOUR))).toBe('EXPIRED');
});

test('others are signed out after a day, however busy', () => {
  const used = session(plus(start, 24 * HOUR - 1));
  expect(judgeSession(used, false, plus(start, 24 * HOUR - 1))).toBe('LIVE');
  expect(judgeSession(used, false, plus(start, 24 * HOUR))).toBe('EXPIRED');
});

test('an ended session stays ended', () => {
  expect(judgeSession({ ...session(start), endedAt: start }, false, start)).toBe('ENDED');
});

test('recent is five minutes, and never the future', () => {
  expect(isRecent(start, plus(start, 5 * MINUTE - 1))).toBe(true);
  expect(isRecent(start, plus(start, 5 * MINUTE))).toBe(false);
  expect(isRecent(start, plus(start, -1))).toBe(false);
  expect(isRecent(null, start)).toBe(false);
});
