import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './passwords';

const PASSWORD = 'seven quiet herons';

test('a password is hashed by bcrypt at cost 12, each time anew, and only it is right', async () => {
  const [one, other] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)]);
  for (const hash of [one, other]) expect(hash).toMatch(/^\$2b\$12\$[./0-9A-Za-z]{53}$/);
  expect(one).not.toBe(other);
  expect(await verifyPassword(PASSWORD, one)).toBe(true);
  expect(await verifyPassword('seven quiet heron', one)).toBe(false);
});

test('without a hash every password is wrong', async () => {
  expect(await verifyPassword(PASSWORD, null)).toBe(false);
});

test('what bcrypt would cut is neither hashed nor right', async () => {
  const longest = 'é'.repeat(36);
  await expect(hashPassword(`${longest}x`)).rejects.toThrow(RangeError);
  const hash = await hashPassword(longest);
  expect(await verifyPassword(longest, hash)).toBe(true);
  expect(await verifyPassword(`${longest}x`, hash)).toBe(false);
});
