import v8 from 'node:v8';
import { expect, test } from 'vitest';
import { issueSecretCredential, parseKey } from '@/lib/keys/domain/credential';
import { randomBytes } from '@/lib/platform/random';
import { validRecord } from '../test-records';
import { VerificationCache } from './verification-cache';

const backwards = (text: string) => [...text].reverse().join('');

/** Asks as a request does, and keeps nothing of it. @returns the secret, written backwards so that it is not in memory here */
function ask(cache: VerificationCache, isKnown: boolean): string {
  const credential = parseKey(issueSecretCredential(randomBytes).key);
  if (credential?.kind !== 'secret') throw new Error('no key');
  const { accessKey, accessSecret } = credential;
  const record = isKnown ? validRecord({ accessKey: backwards(backwards(accessKey)) }) : null;
  cache.endFill(cache.beginFill(0), accessKey, record);
  expect(cache.get(accessKey)?.record).toBe(record);
  return backwards(accessSecret);
}

test('of a question only its Access Key is kept, and not the text that it was a part of', async () => {
  const cache = new VerificationCache({ known: 3, unknown: 3 });
  const asked = [ask(cache, true), ask(cache, false)];
  const memory: Buffer[] = [];
  for await (const piece of v8.getHeapSnapshot()) memory.push(piece);
  const text = Buffer.concat(memory);
  // What is kept would be found: the names of the cache's own parts are.
  expect(text.includes('VerificationCache')).toBe(true);
  for (const secret of asked) expect(text.includes(backwards(secret))).toBe(false);
  expect(cache.size).toEqual({ known: 1, unknown: 1 });
});
