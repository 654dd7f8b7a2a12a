import { expect, test } from 'vitest';
import { toDate } from '@/lib/kernel/instant';
import { database } from '@/lib/platform/database';
import { auditKinds, findStored, keyClock, makeKeyScene, refusal } from '@/test/support/key-scene';
import { expectOk } from '@/test/support/scene';
import { activateKey } from './activate-key';
import { disableKey } from './disable-key';

const clock = keyClock();
const { ctx, newKey } = await makeKeyScene(clock);

test('move the switch, each with its audit row, and write one reminder for each time it is disabled', async () => {
  const { id } = await newKey();
  expectOk(await disableKey(ctx, { keyId: id }));
  expect((await findStored(id)).disabledAt).toEqual(toDate(clock.now()));
  expect(refusal(await disableKey(ctx, { keyId: id }))).toBe('CONFLICT');
  expectOk(await activateKey(ctx, { keyId: id }));
  expect(refusal(await activateKey(ctx, { keyId: id }))).toBe('CONFLICT');
  expectOk(await disableKey(ctx, { keyId: id }));
  expect(await auditKinds(id)).toEqual(['key.generated', 'key.disabled', 'key.activated', 'key.disabled']);
  expect(await database().outboxMail.count({ where: { keyId: id } })).toBe(2);
});
