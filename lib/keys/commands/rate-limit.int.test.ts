import { expect, test } from 'vitest';
import { database } from '@/lib/platform/database';
import { findStored, keyClock, makeKeyScene, refusal } from '@/test/support/key-scene';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { editKeyForSchema, editKeySchema } from '../schemas';
import { editKey } from './edit-key';

const clock = keyClock();
const { companyId, ctx, newKey } = await makeKeyScene(clock);
const administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);

const newest = (keyId: string) =>
  database().auditEvent.findFirstOrThrow({ where: { keyId }, orderBy: { seq: 'desc' } });

test('an administrator sets, keeps and takes back the limit of a key, and the audit tells what it was', async () => {
  const { id, name } = await newKey();
  const edit = (limit: { rateLimitPerMinute?: number | null }) =>
    editKey(administrator, { keyId: id, name, ...limit }, 'ADMINISTRATOR');
  expectOk(await edit({ rateLimitPerMinute: 600 }));
  expect((await findStored(id)).rateLimitPerMinute).toBe(600);
  const set = JSON.parse((await newest(id)).body);
  expect([set.before.rateLimitPerMinute, set.after.rateLimitPerMinute]).toEqual([null, 600]);
  expectOk(await edit({}));
  expect((await findStored(id)).rateLimitPerMinute).toBe(600);
  expect(JSON.parse((await newest(id)).body).after).not.toHaveProperty('rateLimitPerMinute');
  expectOk(await edit({ rateLimitPerMinute: null }));
  expect((await findStored(id)).rateLimitPerMinute).toBeNull();
  const taken = JSON.parse((await newest(id)).body);
  expect([taken.before.rateLimitPerMinute, taken.after.rateLimitPerMinute]).toEqual([600, null]);
});

test('whom the limit binds cannot widen it, nor can anybody but an administrator of the company', async () => {
  const { id, name } = await newKey();
  const wider = { keyId: id, name, rateLimitPerMinute: 1_000_000 };
  const colleague = contextFor(await makePerson(clock, companyId), clock);
  const elsewhere = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
  expect(refusal(await editKey(ctx, wider))).toBe('NOT_FOUND');
  for (const other of [ctx, colleague, contextFor(elsewhere, clock)]) {
    expect(refusal(await editKey(other, wider, 'ADMINISTRATOR'))).toBe('NOT_FOUND');
  }
  expect((await findStored(id)).rateLimitPerMinute).toBeNull();
  expect(refusal(await editKey(ctx, { keyId: id, name }))).toBe('ok');
  expect(refusal(await editKey(administrator, wider, 'ADMINISTRATOR'))).toBe('ok');
  // What the owner's own form sends besides is not even read.
  expect(editKeySchema.parse({ ...wider, rateLimitPerMinute: '5' })).not.toHaveProperty('rateLimitPerMinute');
});

test('two administrators who set a limit at once follow each other, or the second is told of the first', async () => {
  const { id, name } = await newKey();
  const limits = [60, 600];
  const results = await Promise.all(
    limits.map((rateLimitPerMinute) =>
      editKey(administrator, { keyId: id, name, rateLimitPerMinute }, 'ADMINISTRATOR'),
    ),
  );
  const told = results.map(refusal).toSorted();
  expect([
    ['ok', 'ok'],
    ['CONFLICT', 'ok'],
  ]).toContainEqual(told);
  const last = JSON.parse((await newest(id)).body);
  const { rateLimitPerMinute } = last.after;
  expect(limits).toContain(rateLimitPerMinute);
  expect((await findStored(id)).rateLimitPerMinute).toBe(rateLimitPerMinute);
  const first = limits.find((limit) => limit !== rateLimitPerMinute);
  expect(last.before.rateLimitPerMinute).toBe(told.includes('CONFLICT') ? null : first);
});

test.each([
  ['', null],
  [' 600 ', 600],
  ['1000000', 1_000_000],
])('the field takes %j', (text, limit) => {
  const input = { keyId: 'key_0000000000000000', name: 'Ledger', rateLimitPerMinute: text };
  expect(editKeyForSchema.parse(input).rateLimitPerMinute).toBe(limit);
});

test.each(['0', '-1', '1.5', '1e3', '1000001', 'many'])('the field refuses %j, by its name', (text) => {
  const input = { keyId: 'key_0000000000000000', name: 'Ledger', rateLimitPerMinute: text };
  const { error } = editKeyForSchema.safeParse(input);
  expect(error?.issues.map(({ path, message }) => [path, message])).toEqual([
    [['rateLimitPerMinute'], 'Use a whole number from 1 to 1,000,000, or leave it empty.'],
  ]);
});
