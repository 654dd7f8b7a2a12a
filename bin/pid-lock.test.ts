import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { acquirePidLock } from './pid-lock.mjs';

let dir: string;
let file: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(tmpdir(), 'keydesk-lock-'));
  file = path.join(dir, 'lock');
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

it('names the living holder, and is free again after release', () => {
  const first = acquirePidLock(file);
  expect(acquirePidLock(file)).toEqual({ heldBy: process.pid });
  if ('release' in first) first.release();
  expect(acquirePidLock(file)).toHaveProperty('release');
});

it.each([
  ['a process that ended', '999999999 1'],
  ['an earlier process with the number of a living one', `${process.pid} 1`],
  ['nobody, its content being damaged', ''],
])('takes a lock over from %s', (_holder, content) => {
  fs.writeFileSync(file, content);
  expect(acquirePidLock(file)).toHaveProperty('release');
  expect(fs.readdirSync(dir)).toEqual(['lock']);
});
