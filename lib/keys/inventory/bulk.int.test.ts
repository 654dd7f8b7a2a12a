import { beforeEach, describe, expect, test } from 'vitest';
import { toDate } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { DEFAULT_POLICY } from '@/lib/policy/policy';
import { runNextProcess } from '@/lib/processes/run-processes';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson, makeServiceAccount } from '@/test/support/scene';
import { disableKey } from '../commands/disable-key';
import { generateKey, generateKeyFor } from '../commands/generate-key';
import { previewBulk, startBulk } from './bulk';
import { bulkHandlers } from './bulk-handlers';
import { NO_FILTERS } from './filters';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
let companyId: string;
let administrator: Ctx;
let owner: Ctx;

beforeEach(async () => {
  await database().process.deleteMany({});
  companyId = await makeCompany(clock, { keysPerOwner: null });
  administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
  owner = contextFor(await makePerson(clock, companyId), clock);
});

const generate = async (name: string) => expectOk(await generateKey(owner, { name })).id;
const read = (id: string) => database().apiKey.findUniqueOrThrow({ where: { id } });
const all = (operation: 'disable' | 'delete') => ({ operation, keys: null, filters: NO_FILTERS });
const chosen = (operation: 'disable' | 'delete', keys: string[]) => ({ operation, keys, filters: null });

async function drain(): Promise<void> {
  const engine = { db: database(), clock, handlers: bulkHandlers, stop: new AbortController().signal };
  while (await runNextProcess(engine));
}

const newest = (keyId: string) =>
  database().auditEvent.findFirstOrThrow({ where: { keyId }, orderBy: { seq: 'desc' } });
const progressOf = async (id: string) => (await database().process.findUniqueOrThrow({ where: { id } })).progress;

test('disables what was chosen and nothing else, each with its audit row and the mail to its owner', async () => {
  const [one, two, other] = [await generate('One'), await generate('Two'), await generate('Other')];
  const { processId } = expectOk(await startBulk(administrator, { ...chosen('disable', [one, two]), confirmed: 2 }));
  await drain();
  expect((await read(one)).disabledAt).toEqual(toDate(clock.now()));
  expect((await read(two)).disabledAt).toEqual(toDate(clock.now()));
  expect((await read(other)).disabledAt).toBeNull();
  const actorId = administrator.actor.kind === 'person' ? administrator.actor.id : '';
  const personId = owner.actor.kind === 'person' ? owner.actor.id : '';
  for (const id of [one, two]) expect(await newest(id)).toMatchObject({ kind: 'key.disabled', actorId, personId });
  const mails = await database().outboxMail.findMany({ where: { companyId, kind: 'key.disabled' } });
  expect(mails.map(({ keyId }) => keyId).toSorted()).toEqual([one, two].toSorted());
  expect(mails[0]).toMatchObject({ personId });
  expect(await progressOf(processId)).toMatchObject({ total: 2, done: 2, skipped: 0 });
});

test('deletes whatever its owner or state, as the command for one key does', async () => {
  await database().company.update({
    where: { id: companyId },
    data: { primaryContactId: administrator.actor.kind === 'person' ? administrator.actor.id : '' },
  });
  const account = await makeServiceAccount(clock, companyId);
  const ofAccount = expectOk(
    await generateKeyFor(administrator, { kind: 'SERVICE_ACCOUNT', id: account.id }, { name: 'Sync' }, 'ADMINISTRATOR'),
  ).id;
  const ofPerson = await generate('Disabled before');
  expectOk(await disableKey(owner, { keyId: ofPerson }));
  expectOk(await startBulk(administrator, { ...all('delete'), confirmed: 2 }));
  await drain();
  for (const id of [ofAccount, ofPerson]) expect((await read(id)).deletedAt).toEqual(toDate(clock.now()));
  expect(await database().keyCredential.count({ where: { companyId, retiredAt: null } })).toBe(0);
  expect(await newest(ofAccount)).toMatchObject({ kind: 'key.deleted', serviceAccountUserId: account.userId });
  expect(JSON.parse((await newest(ofPerson)).body).before).toMatchObject({
    name: 'Disabled before',
    status: 'DISABLED',
  });
});

test('leaves alone what the state does not allow, and counts what was changed or deleted meanwhile', async () => {
  const kept = await generate('Kept');
  const [renamed, gone, disabled] = [await generate('Renamed'), await generate('Gone'), await generate('Disabled')];
  expectOk(await disableKey(owner, { keyId: disabled }));
  const { processId } = expectOk(await startBulk(administrator, { ...all('disable'), confirmed: 3 }));
  await database().apiKey.update({ where: { id: renamed }, data: { version: { increment: 1 } } });
  await database().apiKey.update({ where: { id: gone }, data: { deletedAt: toDate(clock.now()) } });
  const afterwards = await generate('Afterwards');
  await drain();
  expect((await read(kept)).disabledAt).not.toBeNull();
  for (const id of [renamed, gone, afterwards]) expect((await read(id)).disabledAt).toBeNull();
  expect(await progressOf(processId)).toMatchObject({ total: 3, done: 1, skipped: 2 });
  expect(await database().auditEvent.count({ where: { chain: companyId, kind: 'key.disabled' } })).toBe(2);
});

describe('the question before it', () => {
  test('names how many there are, and how many were used in the last hour', async () => {
    const [one] = [await generate('One'), await generate('Two')];
    await database().keyLastUse.create({ data: { keyId: one, companyId, lastUsedAt: toDate(clock.now()) } });
    expect(expectOk(await previewBulk(administrator, all('disable')))).toEqual({
      count: 2,
      changing: 2,
      usedLastHour: 1,
    });
    expect(await database().process.count()).toBe(0);
  });

  test('tells apart what disabling leaves as it is: disabled or expired already', async () => {
    const [disabled, expired] = [await generate('Disabled'), await generate('Expired')];
    await generate('Working');
    expectOk(await disableKey(owner, { keyId: disabled }));
    await database().apiKey.update({ where: { id: expired }, data: { expiresAt: toDate(clock.now()) } });
    for (const keyId of [disabled, expired]) {
      await database().keyLastUse.create({ data: { keyId, companyId, lastUsedAt: toDate(clock.now()) } });
    }
    const disabling = expectOk(await previewBulk(administrator, all('disable')));
    expect(disabling).toEqual({ count: 3, changing: 1, usedLastHour: 0 });
    const deleting = expectOk(await previewBulk(administrator, all('delete')));
    expect(deleting).toEqual({ count: 3, changing: 3, usedLastHour: 2 });
  });

  test('is asked again when more match by then: nothing beyond what was confirmed is touched', async () => {
    await generate('One');
    await generate('Two');
    const started = await startBulk(administrator, { ...all('delete'), confirmed: 1 });
    expect(started).toEqual({ ok: false, error: { code: 'CHANGED', count: 2 } });
    expect(await database().process.count()).toBe(0);
    expect(await database().processItem.count({ where: { companyId } })).toBe(0);
  });

  test('is refused where nothing is left', async () => {
    expect(await previewBulk(administrator, all('delete'))).toMatchObject({ error: { code: 'NOTHING_MATCHES' } });
  });
});

describe('a policy without disabling', () => {
  const forbid = () => database().keyPolicy.update({ where: { companyId }, data: { allowsDisable: false } });

  test('refuses it, and lets keys be deleted', async () => {
    await generate('One');
    await forbid();
    const refused = { ok: false, error: { code: 'POLICY_FORBIDS' } };
    expect(await previewBulk(administrator, all('disable'))).toEqual(refused);
    expect(await startBulk(administrator, { ...all('disable'), confirmed: 1 })).toEqual(refused);
    expectOk(await startBulk(administrator, { ...all('delete'), confirmed: 1 }));
  });

  test('that comes meanwhile cancels the rest', async () => {
    const id = await generate('One');
    const { processId } = expectOk(await startBulk(administrator, { ...all('disable'), confirmed: 1 }));
    await forbid();
    await drain();
    expect((await read(id)).disabledAt).toBeNull();
    expect(await database().process.findUniqueOrThrow({ where: { id: processId } })).toMatchObject({
      state: 'CANCELED',
      error: 'The key policy does not allow it any more.',
    });
  });
});

test('is for administrators of the company alone, and keys of others are not there', async () => {
  const mine = await generate('Mine');
  const elsewhere = await makeCompany(clock, DEFAULT_POLICY);
  const stranger = contextFor(await makePerson(clock, elsewhere, { isAdministrator: true }), clock);
  const noMfa = contextFor(await makePerson(clock, companyId, { isAdministrator: true, hasMfa: false }), clock);
  const input = { ...chosen('delete', [mine]), confirmed: 1 };
  for (const other of [owner, noMfa]) {
    expect(await startBulk(other, input)).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(await previewBulk(other, input)).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
  }
  expect(await startBulk(stranger, input)).toEqual({ ok: false, error: { code: 'NOTHING_MATCHES' } });
  expect((await read(mine)).deletedAt).toBeNull();
});

test('an administrator who is unmade at the same moment starts nothing or everything', async () => {
  await generate('One');
  const personId = administrator.actor.kind === 'person' ? administrator.actor.id : '';
  const [started] = await Promise.all([
    startBulk(administrator, { ...all('delete'), confirmed: 1 }),
    database().person.update({ where: { id: personId }, data: { isAdministrator: false } }),
  ]);
  expect(await database().process.count()).toBe(started.ok ? 1 : 0);
  await drain();
  expect(await database().apiKey.count({ where: { companyId, deletedAt: null } })).toBe(1);
});
