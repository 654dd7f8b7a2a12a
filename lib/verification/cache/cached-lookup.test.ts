import { describe, expect, test, vi } from 'vitest';
import { validRecord } from '../test-records';
import { type FindMany, UnreadableRow, type VerificationRecord } from '../verification-record';
import type { ChannelState } from './age';
import { CachedLookup } from './cached-lookup';
import { parseMoved } from './moved';
import { VerificationCache } from './verification-cache';

/** `readMany` asks `read` about each, which is how a test says what there is. */
function stage(read: (accessKey: string) => Promise<VerificationRecord | null>) {
  let now = 1_000;
  let channel: ChannelState = { isHealthy: true, trustedSince: 0, goodAt: 1_000 };
  const cache = new VerificationCache({ known: 100, unknown: 100 });
  const spy = vi.fn(read);
  const many = vi.fn<FindMany>(async (accessKeys) => {
    const found = new Map<string, VerificationRecord | UnreadableRow>();
    for (const accessKey of accessKeys) {
      const record = await read(accessKey).catch((error: Error) => {
        if (error instanceof UnreadableRow) return error;
        throw error;
      });
      if (record !== null) found.set(accessKey, record);
    }
    return found;
  });
  const lookup = new CachedLookup({
    cache,
    read: spy,
    readMany: many,
    channel: () => channel,
    monotonic: () => now,
  });
  return {
    cache,
    lookup,
    read: spy,
    readMany: many,
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
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
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

describe('an entry that is getting old', () => {
  test('is read again in the background, and nobody waits for that', async () => {
    const { lookup, cache, read, readMany, move } = stage(known);
    await lookup.find('a');
    move(50_000);
    expect(lookup.peek('a')).toBeDefined();
    expect(lookup.peek('a')).toBeDefined();
    await vi.waitFor(() => expect(cache.get('a')?.readAt).toBe(51_000));
    expect(readMany.mock.calls).toEqual([[['a']]]);
    move(44_000);
    expect(lookup.peek('a')).toBeDefined();
    await nextTurn();
    expect(readMany).toHaveBeenCalledTimes(1);
    expect(read).toHaveBeenCalledTimes(1);
    expect(lookup.counts).toMatchObject({ miss: 1, refresh: 1, hit: 3 });
  });

  test('is forgotten when it is gone, and when its row cannot be understood', async () => {
    const { lookup, cache, read, readMany, move } = stage(known);
    for (const accessKey of ['gone', 'bad', 'good']) await lookup.find(accessKey);
    readMany.mockResolvedValue(
      new Map<string, VerificationRecord | UnreadableRow>([
        ['bad', new UnreadableRow('unknown audience')],
        ['good', await known('good')],
      ]),
    );
    move(50_000);
    for (const accessKey of ['gone', 'bad', 'good']) lookup.peek(accessKey);
    await vi.waitFor(() => expect(lookup.peek('gone')).toBeNull());
    expect(cache.get('good')?.readAt).toBe(51_000);
    read.mockRejectedValue(new UnreadableRow('unknown audience'));
    expect(lookup.peek('bad')).toBeUndefined();
    await expect(lookup.find('bad')).rejects.toThrow('unknown audience');
  });

  test('is as old as when the read began', async () => {
    const { lookup, cache, readMany, move } = stage(known);
    await lookup.find('a');
    readMany.mockImplementation(async () => {
      move(700);
      return new Map([['a', await known('a')]]);
    });
    move(50_000);
    lookup.peek('a');
    await vi.waitFor(() => expect(cache.get('a')?.readAt).toBe(51_000));
  });

  test('that moves during the read is not kept', async () => {
    const { lookup, cache, readMany, move } = stage(known);
    await lookup.find('a');
    readMany.mockImplementation(async (accessKeys) => {
      cache.invalidate(parseMoved(`k ${validRecord().keyId}`));
      return new Map([[accessKeys[0] ?? '', await known('a')]]);
    });
    move(50_000);
    lookup.peek('a');
    await vi.waitFor(() => expect(readMany).toHaveBeenCalledTimes(1));
    await nextTurn();
    expect(lookup.peek('a')).toBeUndefined();
  });

  test('is not read when somebody has read it since, or when it was dropped', async () => {
    const { lookup, cache, readMany, move } = stage(known);
    for (const accessKey of ['a', 'b', 'c']) await lookup.find(accessKey);
    move(50_000);
    for (const accessKey of ['a', 'b', 'c']) lookup.peek(accessKey);
    await lookup.findFresh('a');
    cache.endFill(cache.beginFill(51_000), 'b', 'FORGET');
    await vi.waitFor(() => expect(cache.get('c')?.readAt).toBe(51_000));
    expect(readMany.mock.calls).toEqual([[['c']]]);
  });

  test('is good for a minute though it cannot be read again, and the database is then left alone', async () => {
    const { lookup, read, readMany, move } = stage(known);
    for (const accessKey of ['a', 'b', 'c']) await lookup.find(accessKey);
    readMany.mockRejectedValue(Object.assign(new Error('permission denied'), { code: '42501' }));
    read.mockRejectedValue(Object.assign(new Error('permission denied'), { code: '42501' }));
    move(50_000);
    lookup.peek('a');
    await vi.waitFor(() => expect(readMany).toHaveBeenCalledTimes(1));
    for (const accessKey of ['a', 'b', 'c']) expect(lookup.peek(accessKey)).toMatchObject({ accessKey });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(readMany).toHaveBeenCalledTimes(1);
    move(10_001);
    await expect(lookup.find('a')).rejects.toThrow('permission denied');
    expect(lookup.counts).toMatchObject({ refresh: 1, stale: 0 });
  });
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

  test('but with the channel, what is known is good for a minute and a half, and no longer', async () => {
    const { lookup, read, move } = stage(known);
    await lookup.find('a');
    read.mockImplementation(away);
    move(90_000);
    expect(await lookup.find('a')).toMatchObject({ accessKey: 'a' });
    move(201);
    await expect(lookup.find('a')).rejects.toThrow();
  });

  test('what moved while it was waited for is not known any more', async () => {
    const { lookup, cache, read, move, loseChannel } = stage(known);
    await lookup.find('a');
    loseChannel();
    move(3_000);
    read.mockImplementation(async () => {
      cache.invalidate(parseMoved(`k ${validRecord().keyId}`));
      return away();
    });
    await expect(lookup.find('a')).rejects.toThrow('refused');
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
    await nextTurn();
  }
  const answers = await Promise.all(flood);
  expect(answers.filter((answer) => answer === 'TooManyWaiting')).toHaveLength(300 - 6 - 256);
});
