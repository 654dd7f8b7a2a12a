import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { LARGEST_BODY, whenRead } from './read-body';

/** Reads as a request does, as far as a body goes. */
const aRequest = (headers: Record<string, string> = {}) =>
  Object.assign(new PassThrough(), { headers }) as PassThrough & IncomingMessage;

test.each([
  ['whole, also when it comes in pieces', ['{"a":', '1}'], '{"a":1}'],
  ['up to the largest that is read', ['x'.repeat(LARGEST_BODY)], 'x'.repeat(LARGEST_BODY)],
  ['as null from there on', ['x'.repeat(LARGEST_BODY + 1)], null],
  ['as null, and once, however much more comes', Array(40).fill('x'.repeat(64 * 1024)), null],
])('a body is handed over %s', async (_, pieces: string[], expected) => {
  const request = aRequest();
  const ended = new Promise((resolve) => request.once('end', resolve));
  const use = vi.fn();
  whenRead(request, (body) => use(body?.toString() ?? null));
  for (const piece of pieces) request.write(piece);
  request.end();
  await ended;
  expect(use.mock.calls).toEqual([[expected]]);
});

test('a body that announces itself as far too large is handed over as null before any of it has come', () => {
  const use = vi.fn();
  whenRead(aRequest({ 'content-length': '10000000000' }), use);
  expect(use.mock.calls).toEqual([[null]]);
});
