import { expect, test } from 'vitest';
import { findStored, keyClock, makeKeyScene, refusal } from '@/test/support/key-scene';
import { expectOk } from '@/test/support/scene';
import { editKey } from './edit-key';

const clock = keyClock();
const { ctx, newKey } = await makeKeyScene(clock);

test('rename keeps the key and its pair, and refuses a namesake', async () => {
  const first = await newKey();
  const second = await newKey();
  expectOk(await editKey(ctx, { keyId: first.id, name: 'Renamed', description: 'Monthly run' }));
  expect(await findStored(first.id)).toMatchObject({ name: 'Renamed', description: 'Monthly run' });
  expect(refusal(await editKey(ctx, { keyId: second.id, name: 'RENAMED ' }))).toBe('NAME_TAKEN');
  expect(refusal(await editKey(ctx, { keyId: first.id, name: 'renamed' }))).toBe('ok');
  expect((await findStored(first.id)).description).toBe('Monthly run');
});

test('two renames to one name at once: exactly one wins', async () => {
  const [first, second] = [await newKey(), await newKey()];
  const results = await Promise.all([first, second].map(({ id }) => editKey(ctx, { keyId: id, name: 'Wanted' })));
  expect(results.map(refusal).sort()).toEqual(['NAME_TAKEN', 'ok']);
});
