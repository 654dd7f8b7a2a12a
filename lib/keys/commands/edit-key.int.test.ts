import { afterEach, describe, expect, test } from 'vitest';
import { database } from '@/lib/platform/database';
import { findStored, keyClock, makeKeyScene, refusal } from '@/test/support/key-scene';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { editKey } from './edit-key';

const clock = keyClock();
const { companyId, ctx, newKey } = await makeKeyScene(clock);

const setRename = (allowsRename: boolean) =>
  database().keyPolicy.updateMany({ where: { companyId }, data: { allowsRename } });
afterEach(() => setRename(true));

test('rename keeps the key and its pair, and refuses a namesake', async () => {
  const first = await newKey();
  const second = await newKey();
  expectOk(await editKey(ctx, { keyId: first.id, name: 'Renamed', description: 'Monthly run' }));
  expect(await findStored(first.id)).toMatchObject({ name: 'Renamed', description: 'Monthly run' });
  expect(refusal(await editKey(ctx, { keyId: second.id, name: 'RENAMED ' }))).toBe('NAME_TAKEN');
  expect(refusal(await editKey(ctx, { keyId: first.id, name: 'renamed' }))).toBe('ok');
  expect((await findStored(first.id)).description).toBe('Monthly run');
});

test('is of the key as it was seen: what somebody else changed since is not undone', async () => {
  const key = await newKey();
  const { version } = await findStored(key.id);
  expectOk(await editKey(ctx, { keyId: key.id, version, name: 'Seen', description: 'Monthly run' }));
  expect(refusal(await editKey(ctx, { keyId: key.id, version, name: 'Stale', description: '' }))).toBe('CONFLICT');
  expect(await findStored(key.id)).toMatchObject({ name: 'Seen', description: 'Monthly run', version: version + 1 });
});

test('two renames to one name at once: exactly one wins', async () => {
  const [first, second] = [await newKey(), await newKey()];
  const results = await Promise.all([first, second].map(({ id }) => editKey(ctx, { keyId: id, name: 'Wanted' })));
  expect(results.map(refusal).sort()).toEqual(['NAME_TAKEN', 'ok']);
});

describe('where policy forbids to rename', () => {
  const administrator = async () => contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);

  test('an administrator still sets the limit, and whatever else is sent as it is stays', async () => {
    const key = await newKey();
    await setRename(false);
    const admin = await administrator();
    const limit = { keyId: key.id, rateLimitPerMinute: 600 };
    expectOk(await editKey(admin, limit, 'ADMINISTRATOR'));
    expectOk(await editKey(admin, { ...limit, name: key.name, rateLimitPerMinute: 60 }, 'ADMINISTRATOR'));
    expect(await findStored(key.id)).toMatchObject({ name: key.name, description: null, rateLimitPerMinute: 60 });
  });

  test('nobody gives another name or description, and nothing of what came with it is done', async () => {
    const key = await newKey();
    await setRename(false);
    const admin = await administrator();
    const before = await findStored(key.id);
    for (const change of [{ name: 'Other' }, { description: 'Monthly run' }]) {
      const edit = { keyId: key.id, rateLimitPerMinute: 600, ...change };
      expect(refusal(await editKey(admin, edit, 'ADMINISTRATOR'))).toBe('POLICY_FORBIDS');
    }
    expect(refusal(await editKey(ctx, { keyId: key.id, name: 'Other' }))).toBe('POLICY_FORBIDS');
    expect(refusal(await editKey(ctx, { keyId: key.id, name: key.name }))).toBe('POLICY_FORBIDS');
    expect(await findStored(key.id)).toEqual(before);
    await setRename(true);
    const both = { keyId: key.id, name: `${key.name} 2`, rateLimitPerMinute: 600 };
    expectOk(await editKey(admin, both, 'ADMINISTRATOR'));
    expect(await findStored(key.id)).toMatchObject({ name: `${key.name} 2`, rateLimitPerMinute: 600 });
  });

  test('the limit is no more anybody else’s than before', async () => {
    const key = await newKey();
    await setRename(false);
    const stranger = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    const limit = { keyId: key.id, rateLimitPerMinute: 600 };
    expect(refusal(await editKey(ctx, limit))).toBe('NOT_FOUND');
    expect(refusal(await editKey(ctx, limit, 'ADMINISTRATOR'))).toBe('NOT_FOUND');
    expect(refusal(await editKey(contextFor(stranger, clock), limit, 'ADMINISTRATOR'))).toBe('NOT_FOUND');
    expect(refusal(await editKey(await administrator(), limit, 'ADMINISTRATOR'))).toBe('ok');
  });
});
