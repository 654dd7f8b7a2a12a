import { beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '@/lib/authz/actor';
import { DAY, MINUTE, toDate } from '@/lib/kernel/instant';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { writeLetter } from '@/lib/mail/letters';
import { database } from '@/lib/platform/database';
import { FixedClock } from '@/test/support/fixed-clock';
import { brokenChains, contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { grantRequest, refuseRequest } from './commands/answer-request';
import { requestAccess } from './commands/request-access';
import { withdrawRequest } from './commands/withdraw-request';
import type { AccessError } from './errors';
import { countWaitingRequests, findOwnRequest, findRequests } from './queries';

const clock = new FixedClock('2026-11-18T16:42:00Z');
let companyId: string;
let aisha: PersonActor;
let priya: PersonActor;
let marcus: PersonActor;

beforeEach(async () => {
  clock.set('2026-11-18T16:42:00Z');
  companyId = await makeCompany(clock);
  priya = await makePerson(clock, companyId, { isAdministrator: true });
  marcus = await makePerson(clock, companyId, { isAdministrator: true });
  aisha = await makePerson(clock, companyId, { hasKeyManagement: false, hasMfa: false });
});

const as = (actor: PersonActor | { kind: 'anonymous' }) => contextFor(actor, clock);
const ask = async (who = aisha) => expectOk(await requestAccess(as(who), { reason: 'Nightly export' })).id;
const refusal = (result: { ok: boolean; error?: AccessError }) => (result.ok ? 'ok' : result.error?.code);
const stored = (id: string) => database().accessRequest.findUniqueOrThrow({ where: { id } });
const mayManage = async ({ id }: PersonActor) =>
  (await database().person.findUniqueOrThrow({ where: { id } })).hasKeyManagement;
const auditKinds = async (personId: string) =>
  (await database().auditEvent.findMany({ where: { personId }, orderBy: { seq: 'asc' } })).map(({ kind }) => kind);
const mails = () => database().outboxMail.findMany({ where: { companyId }, orderBy: { recipient: 'asc' } });

describe('asking', () => {
  test('stores the reason, writes to everybody who can answer and to nobody else, and is audited', async () => {
    await database().company.update({ where: { id: companyId }, data: { primaryContactId: priya.id } });
    const former = await makePerson(clock, companyId, { isAdministrator: true });
    await database().person.update({ where: { id: former.id }, data: { deactivatedAt: toDate(clock.now()) } });
    const id = await ask();
    expect(await stored(id)).toMatchObject({ personId: aisha.id, reason: 'Nightly export', state: 'WAITING' });
    const sent = await mails();
    expect(sent.map(({ recipient }) => recipient).sort()).toEqual([marcus.email, priya.email].sort());
    expect(sent[0]).toMatchObject({ kind: 'access.requested', parameters: { reason: 'Nightly export' } });
    expect(await auditKinds(aisha.id)).toEqual(['access.requested']);
  });

  test('does not write to the administrator who asks', async () => {
    const helen = await makePerson(clock, companyId, { isAdministrator: true, hasKeyManagement: false });
    await ask(helen);
    expect((await mails()).map(({ recipient }) => recipient)).not.toContain(helen.email);
  });

  test('again while a request waits is refused, and of eight at once exactly one is stored and mailed', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, () => requestAccess(as(aisha), { reason: 'Nightly export' })),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.filter((result) => refusal(result) === 'ALREADY_REQUESTED')).toHaveLength(7);
    expect(await database().accessRequest.count({ where: { companyId } })).toBe(1);
    expect(await mails()).toHaveLength(2);
  });

  test('the database itself keeps a second waiting request out', async () => {
    await ask();
    const second = { id: 'acr_second', companyId, personId: aisha.id, reason: 'x', state: 'WAITING' } as const;
    const insert = database().accessRequest.create({ data: { ...second, requestedAt: toDate(clock.now()) } });
    await expect(insert).rejects.toThrow();
  });

  test('is refused for who has key management, who is deactivated, and who is nobody', async () => {
    const dana = await makePerson(clock, companyId);
    expect(refusal(await requestAccess(as(dana), { reason: 'x' }))).toBe('HAS_ACCESS');
    await database().person.update({ where: { id: aisha.id }, data: { deactivatedAt: toDate(clock.now()) } });
    expect(refusal(await requestAccess(as(aisha), { reason: 'x' }))).toBe('NOT_FOUND');
    expect(refusal(await requestAccess(as({ kind: 'anonymous' }), { reason: 'x' }))).toBe('NOT_FOUND');
  });

  test('five times within a day is enough; a day later it is open again', async () => {
    for (let round = 0; round < 5; round += 1) {
      const requestId = await ask();
      clock.advance(MINUTE);
      expectOk(await withdrawRequest(as(aisha), { requestId }));
    }
    expect(refusal(await requestAccess(as(aisha), { reason: 'x' }))).toBe('TOO_MANY_REQUESTS');
    clock.advance(DAY);
    expect(refusal(await requestAccess(as(aisha), { reason: 'x' }))).toBe('ok');
  });
});

describe('withdrawing', () => {
  test('ends a request that waits, once; another may follow', async () => {
    const requestId = await ask();
    expectOk(await withdrawRequest(as(aisha), { requestId }));
    expect(await stored(requestId)).toMatchObject({ state: 'WITHDRAWN', answeredById: null });
    expect(refusal(await withdrawRequest(as(aisha), { requestId }))).toBe('CONFLICT');
    expect(refusal(await grantRequest(as(priya), { requestId, note: null }))).toBe('CONFLICT');
    expect(await mayManage(aisha)).toBe(false);
    expect(await auditKinds(aisha.id)).toEqual(['access.requested', 'access.withdrawn']);
    await ask();
  });

  test('somebody else’s request is not found, not even for an administrator', async () => {
    const requestId = await ask();
    for (const other of [
      priya,
      await makePerson(clock, companyId),
      await makePerson(clock, await makeCompany(clock)),
    ]) {
      expect(refusal(await withdrawRequest(as(other), { requestId }))).toBe('NOT_FOUND');
    }
    expect(await stored(requestId)).toMatchObject({ state: 'WAITING' });
  });
});

describe('answering', () => {
  test('granted: the person may generate keys, has a mail, and the audit names both', async () => {
    const requestId = await ask();
    expectOk(await grantRequest(as(priya), { requestId, note: 'Welcome' }));
    expect(await stored(requestId)).toMatchObject({ state: 'GRANTED', answeredById: priya.id, note: 'Welcome' });
    expect(await mayManage(aisha)).toBe(true);
    // MFA is what is missing now, and no longer the permission.
    const generated = await generateKey(as({ ...aisha, hasKeyManagement: true }), { name: 'First' });
    expect(generated).toMatchObject({ ok: false, error: { code: 'MFA_REQUIRED' } });
    expect(await mails()).toContainEqual(expect.objectContaining({ kind: 'access.granted', recipient: aisha.email }));
    const event = await database().auditEvent.findFirstOrThrow({ where: { kind: 'access.granted', chain: companyId } });
    expect(event).toMatchObject({ actorId: priya.id, personId: aisha.id });
    expect(JSON.parse(event.body)).toMatchObject({ before: { keyManagement: false }, after: { keyManagement: true } });
  });

  test('refused: nothing changes but the request, and the person reads why', async () => {
    const requestId = await ask();
    expectOk(await refuseRequest(as(marcus), { requestId, note: 'Use the shared export' }));
    expect(await mayManage(aisha)).toBe(false);
    expect(await mails()).toContainEqual(expect.objectContaining({ kind: 'access.refused', recipient: aisha.email }));
    expect((await findOwnRequest(as(aisha))).request).toMatchObject({
      state: 'REFUSED',
      answeredByName: 'Dana Whitfield',
      note: 'Use the shared export',
    });
    await ask();
  });

  test('of two administrators at once exactly one wins, and there is one mail and one audit row', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await makePerson(clock, companyId, { hasKeyManagement: false });
      const requestId = await ask(person);
      const results = await Promise.all([
        grantRequest(as(priya), { requestId, note: null }),
        refuseRequest(as(marcus), { requestId, note: null }),
      ]);
      expect(results.map(refusal).sort()).toEqual(['CONFLICT', 'ok']);
      expect(await mayManage(person)).toBe(results[0].ok);
      expect(await database().outboxMail.count({ where: { personId: person.id } })).toBe(1);
      expect(await auditKinds(person.id)).toHaveLength(2);
    }
  });

  test('an answer against a withdrawal: exactly one wins', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await makePerson(clock, companyId, { hasKeyManagement: false });
      const requestId = await ask(person);
      const [granted, withdrawn] = await Promise.all([
        grantRequest(as(priya), { requestId, note: null }),
        withdrawRequest(as(person), { requestId }),
      ]);
      expect([refusal(granted), refusal(withdrawn)].sort()).toEqual(['CONFLICT', 'ok']);
      expect(await mayManage(person)).toBe(granted.ok);
    }
  });

  test('one’s own request is refused, by the command and by the database', async () => {
    const helen = await makePerson(clock, companyId, { isAdministrator: true, hasKeyManagement: false });
    const requestId = await ask(helen);
    expect(refusal(await grantRequest(as(helen), { requestId, note: null }))).toBe('OWN_REQUEST');
    const update = database().accessRequest.update({
      where: { id: requestId },
      data: { state: 'GRANTED', answeredAt: toDate(clock.now()), answeredById: helen.id },
    });
    await expect(update).rejects.toThrow(/access_request_not_own/);
    expect(refusal(await grantRequest(as(priya), { requestId, note: null }))).toBe('ok');
  });

  test('is not found for a member, an administrator without MFA, and one of another company', async () => {
    const requestId = await ask();
    const member = await makePerson(clock, companyId);
    const withoutMfa = await makePerson(clock, companyId, { isAdministrator: true, hasMfa: false });
    const stranger = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    for (const other of [member, withoutMfa, stranger, aisha]) {
      expect(refusal(await grantRequest(as(other), { requestId, note: null }))).toBe('NOT_FOUND');
      expect(refusal(await refuseRequest(as(other), { requestId, note: null }))).toBe('NOT_FOUND');
    }
    expect(await stored(requestId)).toMatchObject({ state: 'WAITING' });
    expect(await mayManage(aisha)).toBe(false);
  });

  test('a person who left meanwhile is not found', async () => {
    const requestId = await ask();
    await database().person.update({ where: { id: aisha.id }, data: { deactivatedAt: toDate(clock.now()) } });
    expect(refusal(await grantRequest(as(priya), { requestId, note: null }))).toBe('NOT_FOUND');
    expect(await countWaitingRequests(as(priya))).toBe(0);
  });
});

describe('the list', () => {
  test('has what waits first, newest first, and pages that meet', async () => {
    const answered = await ask();
    expectOk(await refuseRequest(as(priya), { requestId: answered, note: null }));
    const ids: string[] = [];
    for (let number = 0; number < 27; number += 1) {
      clock.advance(MINUTE);
      ids.unshift(await ask(await makePerson(clock, companyId, { hasKeyManagement: false, hasMfa: false })));
    }
    const first = await findRequests(as(priya), null);
    expect(first?.requests.map(({ id }) => id)).toEqual(ids.slice(0, 25));
    const second = await findRequests(as(priya), first?.next ?? null);
    expect(second?.requests.map(({ id }) => id)).toEqual([...ids.slice(25), answered]);
    expect(second?.next).toBeNull();
    expect(await countWaitingRequests(as(priya))).toBe(27);
  });

  test('is nobody’s but the administrators’, each of their own company', async () => {
    await ask();
    const stranger = await makePerson(clock, await makeCompany(clock), { isAdministrator: true });
    expect((await findRequests(as(stranger), null))?.requests).toEqual([]);
    for (const other of [aisha, await makePerson(clock, companyId), { kind: 'anonymous' } as const]) {
      expect(await findRequests(as(other), null)).toBeNull();
      expect(await countWaitingRequests(as(other))).toBeNull();
    }
    expect((await findRequests(as(priya), null))?.requests).toHaveLength(1);
  });
});

test('every mail has its letter, and what people wrote is escaped in it', async () => {
  const [asked, refused] = [await ask(), await makePerson(clock, companyId, { hasKeyManagement: false })];
  expectOk(await grantRequest(as(priya), { requestId: asked, note: '<b>Welcome</b>' }));
  expectOk(await refuseRequest(as(priya), { requestId: await ask(refused), note: null }));
  const letters = await Promise.all(
    (await mails()).map((mail) =>
      writeLetter(
        // Prisma types the column as any JSON; the outbox writes objects only.
        { ...mail, parameters: mail.parameters as Record<string, unknown>, helpDesk: null },
        null,
        { consoleUrl: 'https://keys.example' },
      ),
    ),
  );
  const granted = letters.find(({ subject }) => subject === 'You may manage API keys');
  expect(granted?.html).toContain('&lt;b&gt;Welcome&lt;/b&gt;');
  const requested = letters.find(({ subject }) => subject.endsWith('asks for permission to manage API keys'));
  expect(requested?.text).toContain('https://keys.example/admin/access-requests');
  expect(letters.some(({ subject }) => subject === 'Your request to manage API keys was not granted')).toBe(true);
});

test('after all of this every chain holds', async () => {
  await ask();
  expect(await brokenChains()).toEqual([]);
});
