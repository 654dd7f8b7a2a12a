import { expect, test, vi } from 'vitest';
import { findLiveSession } from '@/lib/accounts/queries';
import { authOptions, ownAuthOptions } from './auth';

vi.mock('next/headers', () => ({}));
vi.mock('@/lib/platform/database', () => ({ database: () => ({}) }));
vi.mock('@/lib/accounts/queries', () => ({ findLiveSession: vi.fn() }));

const decode = async () => {
  const { jwt } = authOptions();
  return (await jwt?.decode?.({ token: 'opaque', secret: '' })) ?? null;
};
const sessionOf = (options: ReturnType<typeof authOptions>, token: NonNullable<Awaited<ReturnType<typeof decode>>>) =>
  options.callbacks?.session?.({ token } as never); // the other arguments are not read

test('a database that is away is told from a cookie that is over', async () => {
  const failure = new Error('the database is away');
  vi.mocked(findLiveSession).mockRejectedValueOnce(failure);
  const token = await decode();
  if (token === null) throw new Error('the cookie would be dropped');
  expect(sessionOf(ownAuthOptions(), token)).toMatchObject({ failure });
  vi.mocked(findLiveSession).mockResolvedValueOnce(null);
  expect(await decode()).toBeNull();
});

test('what the browser can ask for says whether there is a session, and nothing of it', async () => {
  vi.mocked(findLiveSession).mockResolvedValueOnce({ companyName: 'Northwind' } as never);
  const token = await decode();
  if (token === null) throw new Error('no session');
  expect(sessionOf(authOptions(), token)).toEqual({ expires: '', signedIn: true });
});
