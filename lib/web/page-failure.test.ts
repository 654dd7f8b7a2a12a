import { afterEach, expect, test, vi } from 'vitest';
import { log } from '@/lib/platform/log';
import { logPageFailure } from './page-failure';

afterEach(() => vi.restoreAllMocks());

const place = { routePath: '/user-control', routeType: 'render' };

test('the digest that a page shows stands in one line with the id of its request', () => {
  const line = vi.spyOn(log, 'error').mockImplementation(() => undefined);
  const error = Object.assign(new Error('database gone'), { digest: '1234567' });
  const headers = { 'x-request-id': 'req_7Hq2mXv9RtLw3ZpA', cookie: 'keydesk-session=secret' };
  logPageFailure(error, { path: '/user-control?q=1', method: 'GET', headers }, place);
  expect(line).toHaveBeenCalledOnce();
  expect(line.mock.calls[0]?.[0]).toEqual({
    requestId: 'req_7Hq2mXv9RtLw3ZpA',
    digest: '1234567',
    method: 'GET',
    path: '/user-control',
    ...place,
    err: error,
  });
});

test('what is no error, or has no digest, is logged all the same', () => {
  const line = vi.spyOn(log, 'error').mockImplementation(() => undefined);
  for (const thrown of ['text', new Error('no digest'), Object.assign(new Error('odd'), { digest: 7 })]) {
    logPageFailure(thrown, { path: '/', method: 'GET', headers: {} }, place);
  }
  expect(line.mock.calls.map(([fields]) => (fields as { digest?: string }).digest)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
