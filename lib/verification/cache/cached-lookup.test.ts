import { describe, expect, test, vi } from 'vitest';
import { UnreadableRow } from '../lookup';
import { validRecord } from '../test-records';
import type { VerificationRecord } from '../verification-record';
import type { ChannelState } from './age';
import { CachedLookup } from './cached-lookup';
import { parseMoved } from './moved';
import { VerificationCache } from './verification-cache';

function stage(read: (accessKey: string) => Promise<VerificationRecord | null>) {
  let now = 1_000;
  let channel: ChannelState = { isHealthy: true, trustedSince: 0, goodAt: 1_000 };
  const cache = new VerificationCache({ known: 100, unknown: 100 });
  const spy = vi.fn(read);
  const lookup = new CachedLookup({ cache, read: spy, channel: () => channel, monotonic: () => now });
  return {
    cache,
    lookup,
    read: spy,
    move: (ms: number) => {
      now += ms;
      if (channel.isHealthy) channel = { ...channel, goodAt: now };
    },
    loseChannel: () => {
      channel = { ...channel, isHealthy: false };
    },
  };
}

const known = async (accessKey: string) => ({ ...validRecord(), accessKey });
const away = async () => {
  throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
};

test('many who miss one key at once cost one read, and later ones none', async () => {
  const { lookup, read } = stage(known);
  const found = await Promise.all(Array.from({ length: 50 }, () => lookup.find('a')));
  expect(new Set(found).size).toBe(1);
  expect(lookup.peek('a')).toBe(found[0]);
  expect(read).toHaveBeenCalledTimes(1);
});

test('an entry is read again in the background before it is too old, and nobody waits for that', async () => {
  const { lookup, read, move } = stage(known);
  await lookup.find('a');
  move(50_000);
  expect(lookup.peek('a')).toBeDefined();
  expect(lookup.peek('a')).toBeDefined();
  expect(read).toHaveBeenCalledTimes(2);
  await vi.waitFor(() => expect(lookup.peek('a')).toBeDefined(), 60_000);
  move(44_000);
  expect(lookup.peek('a')).toBeDefined();
  expect(read).toHaveBeenCalledTimes(2);
});

test('a change during a read: who waits for it is answered, who comes later reads again', async () => {
  let answer: (record: VerificationRecord) => void = () => undefined;
  const { lookup, cache, read } = stage(() => new Promise((resolve) => (answer = resolve)));
  const first = lookup.find('a');
  cache.invalidate(parseMoved(`k ${validRecord().keyId}`));
  answer({ ...validRecord(), accessKey: 'a' });
  expect(await first).toMatchObject({ accessKey: 'a' });
  expect(lookup.peek('a')).toBeUndefined();
  void lookup.find('a');
  expect(read).toHaveBeenCalledTimes(2);
});

describe('without the database', () => {
  test('what is known is good for thirty seconds after it was last heard of, then there is no answer', async () => {
    const { lookup, read, move, loseChannel } = stage(known);
    await lookup.find('a');
    read.mockImplementation(away);
    loseChannel();
    move(30_000);
    expect(await lookup.find('a')).toMatchObject({ accessKey: 'a' });
    move(1);
    await expect(lookup.find('a')).rejects.toThrow();
  });

  test('one caller at a time tries whether it is back; the others are answered at once', async () => {
    const { lookup, read, move, loseChannel } = stage(known);
    await lookup.find('a');
    read.mockImplementation(away);
    loseChannel();
    move(5_000);
    for (let call = 0; call < 20; call += 1) expect(await lookup.find('a')).toMatchObject({ accessKey: 'a' });
    await expect(lookup.find('b')).rejects.toThrow('does not answer');
    expect(read).toHaveBeenCalledTimes(2);
    move(201);
    await lookup.find('a');
    expect(read).toHaveBeenCalledTimes(3);
    read.mockImplementation(known);
    move(201);
    expect(await lookup.find('b')).toMatchObject({ accessKey: 'b' });
    expect(await lookup.find('c')).toMatchObject({ accessKey: 'c' });
  });

  test('an unknown key is not refused for sure on what memory says', async () => {
    const { lookup, read, move, loseChannel } = stage(async () => null);
    expect(await lookup.find('x')).toBeNull();
    read.mockImplementation(away);
    loseChannel();
    move(3_000);
    await expect(lookup.find('x')).rejects.toThrow();
  });
});

test('one row that cannot be read takes nobody else down', async () => {
  const { lookup } = stage(async (accessKey) => {
    if (accessKey === 'bad') throw new UnreadableRow('a stored hash has not the length of HMAC-SHA-256');
    return known(accessKey);
  });
  await expect(lookup.find('bad')).rejects.toThrow();
  expect(await lookup.find('a')).toMatchObject({ accessKey: 'a' });
});

test('a flood of unknown keys takes six connections, and what it cannot hold is refused; known ones are read again', async () => {
  const waiting: (() => void)[] = [];
  const { lookup, read, move } = stage(known);
  await lookup.find('a');
  read.mockImplementation((accessKey) =>
    accessKey === 'a' ? known(accessKey) : new Promise((resolve) => waiting.push(() => resolve(null))),
  );
  const flood = Array.from({ length: 300 }, (_, index) => lookup.find(`x${index}`).catch((error: Error) => error.name));
  await Promise.resolve();
  expect(waiting).toHaveLength(6);
  move(61_000);
  expect(await lookup.find('a')).toMatchObject({ accessKey: 'a' });
  while (waiting.length > 0) {
    for (const answer of waiting.splice(0)) answer();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const answers = await Promise.all(flood);
  expect(answers.filter((answer) => answer === 'TooManyWaiting')).toHaveLength(300 - 6 - 256);
});
