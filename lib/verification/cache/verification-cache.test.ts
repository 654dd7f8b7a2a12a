import { describe, expect, test } from 'vitest';
import { validRecord } from '../test-records';
import type { VerificationRecord } from '../verification-record';
import { parseMoved } from './moved';
import { VerificationCache } from './verification-cache';

const LIMITS = { known: 3, unknown: 2 };

function recordOf(
  accessKey: string,
  changes: { key?: string; owner?: string; company?: string } = {},
): VerificationRecord {
  const { key = `key_${accessKey}`, owner = 'usr_1', company = 'cmp_1' } = changes;
  const base = validRecord();
  return {
    ...base,
    accessKey,
    keyId: key,
    owner: { ...base.owner, id: owner },
    company: { ...base.company, id: company },
  };
}

function filled(cache: VerificationCache, accessKey: string, record: VerificationRecord | null, readAt = 0) {
  cache.endFill(cache.beginFill(readAt), accessKey, record);
}

describe('what moved is forgotten, and nothing else:', () => {
  test.each([
    ['a key', 'k key_a', ['b', 'c']],
    ['an owner', 'o usr_1', ['c']],
    ['a company', 'c cmp_1', ['b']],
    ['several', 'k key_a key_c', ['b']],
    ['nobody here', 'k key_x', ['a', 'b', 'c']],
    ['everything', '*', []],
    ['a word of a later version', 'z zone_1', []],
    ['an empty message', '', []],
  ])('%s', (_, payload, left) => {
    const cache = new VerificationCache(LIMITS);
    filled(cache, 'a', recordOf('a'));
    filled(cache, 'b', recordOf('b', { company: 'cmp_2' }));
    filled(cache, 'c', recordOf('c', { owner: 'usr_2' }));
    cache.invalidate(parseMoved(payload));
    expect(['a', 'b', 'c'].filter((accessKey) => cache.get(accessKey) !== undefined)).toEqual(left);
  });

  test('an unknown Access Key when there are new ones', () => {
    const cache = new VerificationCache(LIMITS);
    filled(cache, 'x', null);
    filled(cache, 'a', recordOf('a'));
    cache.invalidate(parseMoved('n'));
    expect(cache.get('x')).toBeUndefined();
    expect(cache.get('a')).toBeDefined();
  });

  test('each of two credentials of one key', () => {
    const cache = new VerificationCache(LIMITS);
    filled(cache, 'a', recordOf('a', { key: 'key_1' }));
    filled(cache, 'b', recordOf('b', { key: 'key_1' }));
    cache.invalidate(parseMoved('k key_1'));
    expect(cache.size).toEqual({ known: 0, unknown: 0 });
  });
});

describe('a read that something moved under is not kept, in either order:', () => {
  test.each(['k key_a', 'o usr_1', 'c cmp_1', '*'])('%s', (payload) => {
    const cache = new VerificationCache(LIMITS);
    const fill = cache.beginFill(0);
    cache.invalidate(parseMoved(payload));
    cache.endFill(fill, 'a', recordOf('a'));
    expect(cache.get('a')).toBeUndefined();
    filled(cache, 'a', recordOf('a'));
    cache.invalidate(parseMoved(payload));
    expect(cache.get('a')).toBeUndefined();
  });

  test('one under which something else moved is', () => {
    const cache = new VerificationCache(LIMITS);
    const fill = cache.beginFill(7);
    cache.invalidate(parseMoved('k key_b'));
    cache.invalidate(parseMoved('n'));
    cache.endFill(fill, 'a', recordOf('a'));
    expect(cache.get('a')?.readAt).toBe(7);
  });

  test('that an Access Key is unknown, when one was made meanwhile', () => {
    const cache = new VerificationCache(LIMITS);
    const fill = cache.beginFill(0);
    cache.invalidate(parseMoved('n'));
    cache.endFill(fill, 'x', null);
    expect(cache.get('x')).toBeUndefined();
  });

  test('and what was kept before it is dropped all the same', () => {
    const cache = new VerificationCache(LIMITS);
    filled(cache, 'a', recordOf('a'));
    const fill = cache.beginFill(1);
    cache.invalidate(parseMoved('k key_a'));
    cache.endFill(fill, 'a', recordOf('a'));
    expect(cache.get('a')).toBeUndefined();
  });
});

test.each([
  ['known', recordOf('a'), null],
  ['unknown', null, recordOf('a')],
])('a read that began earlier does not undo one that began later and found it %s', (_, found, foundEarlier) => {
  const cache = new VerificationCache(LIMITS);
  const [earlier, later] = [cache.beginFill(1), cache.beginFill(2)];
  cache.endFill(later, 'a', found);
  cache.endFill(earlier, 'a', foundEarlier);
  expect(cache.get('a')).toEqual({ readAt: 2, record: found });
  filled(cache, 'a', foundEarlier, 3);
  expect(cache.get('a')).toEqual({ readAt: 3, record: foundEarlier });
});

test('a read of several keeps those that did not move, and what is to be forgotten goes', () => {
  const cache = new VerificationCache({ known: 4, unknown: 2 });
  for (const accessKey of ['a', 'b', 'c', 'd']) filled(cache, accessKey, recordOf(accessKey));
  const fill = cache.beginFill(1);
  cache.invalidate(parseMoved('k key_b'));
  cache.endFill(fill, 'a', recordOf('a'));
  cache.endFill(fill, 'b', recordOf('b'));
  cache.endFill(fill, 'c', 'FORGET');
  cache.endFill(fill, 'd', undefined);
  expect(['a', 'b', 'c', 'd'].map((accessKey) => cache.get(accessKey)?.readAt)).toEqual([1, undefined, undefined, 0]);
});

test('unknown Access Keys push out each other, and no known one', () => {
  const cache = new VerificationCache(LIMITS);
  for (const accessKey of ['a', 'b', 'c']) filled(cache, accessKey, recordOf(accessKey));
  for (let round = 0; round < 100; round += 1) filled(cache, `x${round}`, null);
  expect(cache.size).toEqual({ known: 3, unknown: 2 });
});

test('beyond its limit the longest unused goes, and leaves nothing behind', () => {
  const cache = new VerificationCache(LIMITS);
  for (const accessKey of ['a', 'b', 'c']) filled(cache, accessKey, recordOf(accessKey));
  cache.get('a');
  filled(cache, 'd', recordOf('d'));
  expect(cache.get('b')).toBeUndefined();
  expect(cache.get('a')).toBeDefined();
  cache.invalidate(parseMoved('k key_b'));
  filled(cache, 'b', recordOf('b'));
  expect(cache.get('b')).toBeDefined();
});
