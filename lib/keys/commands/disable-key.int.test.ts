import { expect, test } from 'vitest';
import { database } from '@/lib/platform/database';
import { auditKinds, findStored, keyClock, makeKeyScene, refusal } from '@/test/support/key-scene';
import { disableKey } from './disable-key';
import { regenerateKey } from './regenerate-key';

const clock = keyClock();
const { ctx, newKey } = await makeKeyScene(clock);

test('of ten at once exactly one disables, audits and mails', async () => {
  const { id } = await newKey();
  const results = await Promise.all(Array.from({ length: 10 }, () => disableKey(ctx, { keyId: id })));
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  expect(results.filter((result) => refusal(result) === 'CONFLICT')).toHaveLength(9);
  expect(await auditKinds(id)).toEqual(['key.generated', 'key.disabled']);
  expect(await database().outboxMail.count({ where: { keyId: id } })).toBe(1);
});

test('disable against regenerate: one credential is in force, and the key is as the last of them left it', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { id } = await newKey();
    const [disabled, regenerated] = await Promise.all([
      disableKey(ctx, { keyId: id }),
      regenerateKey(ctx, { keyId: id }),
    ]);
    const stored = await findStored(id);
    expect([disabled.ok, regenerated.ok]).toContain(true);
    expect(stored.credentials.filter((credential) => credential.retiredAt === null)).toHaveLength(1);
    const kinds = (await auditKinds(id)).slice(1);
    expect(kinds).toHaveLength([disabled, regenerated].filter((result) => result.ok).length);
    expect(stored.disabledAt === null).toBe(kinds.at(-1) === 'key.regenerated');
  }
});
