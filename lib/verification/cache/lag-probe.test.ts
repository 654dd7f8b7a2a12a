import type pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LagProbe } from './lag-probe';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function stage() {
  const query = vi.fn(async (_sql: string, _values: string[]) => {});
  const probe = new LagProbe({ query } as unknown as pg.Pool, 'me');
  const asked = () => query.mock.calls.map(([, values]) => values[1]);
  return { probe, asked };
}

/** Whether it has come to its end by now. No time passes. */
async function hasEnded(wait: Promise<void>): Promise<boolean> {
  let isOver = false;
  void wait.then(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return isOver;
}

test('whoever catches up waits for a question of after the call; an earlier one and one of another process are not enough', async () => {
  const { probe, asked } = stage();
  await probe.ask();
  const wait = probe.untilCaughtUp();
  expect(await hasEnded(wait)).toBe(false);
  probe.hear('me.1');
  expect(await hasEnded(wait)).toBe(false);
  probe.hear('other.3');
  expect(await hasEnded(wait)).toBe(false);
  probe.hear('me.2');
  expect(await hasEnded(wait)).toBe(true);
  expect(asked()).toEqual(['p me.1', 'p me.2', 'p me.3']);
});

test('a question that nobody heard is asked again, and what is heard then ends every wait', async () => {
  const { probe, asked } = stage();
  const waits = [probe.untilCaughtUp(), probe.untilCaughtUp()];
  await vi.advanceTimersByTimeAsync(300);
  expect(asked().length).toBe(4);
  for (const wait of waits) expect(await hasEnded(wait)).toBe(false);
  probe.hear('me.4');
  for (const wait of waits) expect(await hasEnded(wait)).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
