import type { NextRequest } from 'next/server';
import { expect, test, vi } from 'vitest';
import { GET, POST } from './route';

vi.mock('next-auth', () => ({ default: async () => new Response('next-auth') }));
vi.mock('@/lib/web/auth', () => ({ authOptions: () => ({}) }));

const at = (...nextauth: string[]) => ({ params: Promise.resolve({ nextauth }) });
const asked = (headers = {}) => ({ headers: new Headers(headers) }) as NextRequest; // all that is read of it here

test.each(['session', 'csrf', 'signout'])('%s is served', async (action) => {
  expect(await (await GET(asked(), at(action))).text()).toBe('next-auth');
});

test.each(['_log', 'signin', 'callback', 'providers', 'error', 'verify-request'])('%s is not there', async (action) => {
  await expect(POST(asked(), at(action))).rejects.toMatchObject({ digest: expect.stringContaining('404') });
});

test('JSON is refused before anything reads it', async () => {
  expect((await POST(asked({ 'content-type': 'application/json' }), at('signout'))).status).toBe(415);
});
