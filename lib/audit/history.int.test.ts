import { beforeAll, describe, expect, test } from 'vitest';
import type { PersonActor } from '@/lib/authz/actor';
import { MINUTE } from '@/lib/kernel/instant';
import { activateKey } from '@/lib/keys/commands/activate-key';
import { deleteKey } from '@/lib/keys/commands/delete-key';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { editKey } from '@/lib/keys/commands/edit-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { regenerateKey } from '@/lib/keys/commands/regenerate-key';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { findKeyHistory, findLastOfKey } from './queries';
import { keySentence } from './sentences';

const clock = new FixedClock('2026-11-18T16:42:00Z');
let companyId: string;
let dana: PersonActor;

beforeAll(async () => {
  companyId = await makeCompany(clock);
  dana = await makePerson(clock, companyId);
});

const newKey = async (name: string) => expectOk(await generateKey(contextFor(dana, clock), { name }));

describe('the history of a key', () => {
  test('tells everything the commands did to it, newest first, and nothing of another key', async () => {
    const ctx = contextFor(dana, clock);
    const { id: keyId } = await newKey('Told');
    await newKey('Another');
    const steps = [
      () => editKey(ctx, { keyId, name: 'Retold', description: 'Monthly' }),
      () => disableKey(ctx, { keyId }),
      () => activateKey(ctx, { keyId }),
      () => regenerateKey(ctx, { keyId }),
      () => deleteKey(ctx, { keyId }),
    ];
    for (const step of steps) {
      clock.advance(MINUTE);
      const result = await step();
      expect(result.ok).toBe(true);
    }
    const { events, older } = await findKeyHistory(ctx, keyId, null);
    expect(events.map((event) => keySentence(event, 'America/Chicago').says)).toEqual([
      'deleted the key',
      'regenerated the key',
      'activated the key',
      'disabled the key',
      'renamed the key and changed its description',
      'generated the key',
    ]);
    expect(events[0]).toMatchObject({
      actor: { id: dana.id, kind: 'person', name: 'Dana Whitfield' },
      address: '203.0.113.9',
      at: clock.now(),
    });
    expect(older).toBeNull();
    expect(await findLastOfKey(ctx, keyId, ['key.generated', 'key.activated'])).toBe(clock.now() - 2 * MINUTE);
  });

  test('comes in pages that meet without a gap', async () => {
    const ctx = contextFor(dana, clock);
    const { id: keyId } = await newKey('Long');
    for (let round = 0; round < 22; round += 1) expectOk(await editKey(ctx, { keyId, name: `Long ${round}` }));
    const first = await findKeyHistory(ctx, keyId, null);
    expect(first.events).toHaveLength(20);
    const second = await findKeyHistory(ctx, keyId, first.older);
    expect(second.events.map(({ kind }) => kind)).toEqual(['key.edited', 'key.edited', 'key.generated']);
    expect(second.older).toBeNull();
    const ids = [...first.events, ...second.events].map(({ id }) => id);
    expect(new Set(ids).size).toBe(23);
  });

  test('is empty for a colleague, an administrator and somebody of another company', async () => {
    const { id: keyId } = await newKey('Mine');
    const colleague = await makePerson(clock, companyId, { isAdministrator: true });
    const stranger = await makePerson(clock, await makeCompany(clock));
    for (const other of [colleague, stranger, { kind: 'anonymous' } as const]) {
      const ctx = contextFor(other, clock);
      expect(await findKeyHistory(ctx, keyId, null)).toEqual({ events: [], older: null });
      expect(await findLastOfKey(ctx, keyId, ['key.generated'])).toBeNull();
    }
    expect((await findKeyHistory(contextFor(dana, clock), keyId, null)).events).toHaveLength(1);
  });

  test('names nobody whose name was taken out of the audit', async () => {
    const { id: keyId } = await newKey('Forgotten');
    await database().auditReference.deleteMany({ where: { chain: companyId, id: dana.id } });
    const [event] = (await findKeyHistory(contextFor(dana, clock), keyId, null)).events;
    expect(event?.actor.name).toBeNull();
  });

  test('is read from the index of the key, however long the chain is', async () => {
    const plan = await database().$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      return tx.$queryRaw<{ 'QUERY PLAN': string }[]>`
        EXPLAIN SELECT * FROM audit_event WHERE chain = ${companyId} AND person_id = ${dana.id} AND key_id = 'key_1'
        ORDER BY seq DESC LIMIT 21`;
    });
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/audit_event_chain_(key|person)_id_seq_idx/);
  });
});
