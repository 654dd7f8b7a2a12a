import { expect, test } from 'vitest';
import { findStored, keyClock, makeKeyScene, refusal } from '@/test/support/key-scene';
import { expectOk } from '@/test/support/scene';
import { findOwnKeys } from '../queries';
import { activateKey } from './activate-key';
import { deleteKey } from './delete-key';
import { disableKey } from './disable-key';
import { editKey } from './edit-key';
import { regenerateKey } from './regenerate-key';

const clock = keyClock();
const { ctx, newKey } = await makeKeyScene(clock);

test('delete leaves a tombstone; from then on the key is not found by anything', async () => {
  const { id } = await newKey();
  expectOk(await deleteKey(ctx, { keyId: id }));
  expect((await findStored(id)).deletedAt).not.toBeNull();
  for (const command of [disableKey, activateKey, regenerateKey, deleteKey]) {
    expect(refusal(await command(ctx, { keyId: id }))).toBe('NOT_FOUND');
  }
  expect(refusal(await editKey(ctx, { keyId: id, name: 'Any' }))).toBe('NOT_FOUND');
  expect((await findOwnKeys(ctx)).keys.some((key) => key.id === id)).toBe(false);
});

test('delete against regenerate: no credential of a deleted key stays in force', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { id } = await newKey();
    await Promise.all([deleteKey(ctx, { keyId: id }), regenerateKey(ctx, { keyId: id })]);
    const stored = await findStored(id);
    const inForce = stored.credentials.filter((credential) => credential.retiredAt === null).length;
    expect(inForce).toBe(stored.deletedAt === null ? 1 : 0);
  }
});
