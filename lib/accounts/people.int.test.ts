import { beforeAll, expect, test } from 'vitest';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { addPerson } from './commands/add-person';
import { deactivatePerson } from './commands/deactivate-person';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const machine = contextFor({ kind: 'system', name: 'machine' }, clock);
let companyId = '';

const someone = (email: string, isAdministrator = false) => ({
  companyId,
  name: 'Dana',
  email,
  password: null,
  hasKeyManagement: false,
  isAdministrator,
});

beforeAll(async () => {
  companyId = await makeCompany(clock);
});

test('of two administrators who deactivate each other at once, one stays', async () => {
  const add = async (email: string) => expectOk(await addPerson(machine, someone(email, true))).personId;
  const people = [await add('first@northwind.example'), await add('second@northwind.example')];
  const answers = await Promise.all(people.map((personId) => deactivatePerson(machine, { companyId, personId })));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(answers.find((answer) => !answer.ok)).toMatchObject({ error: { code: 'LAST_ADMINISTRATOR' } });
});

test('an e-mail address is one person, however it is spelled', async () => {
  expectOk(await addPerson(machine, someone('twice@northwind.example')));
  expect(await addPerson(machine, someone('TWICE@northwind.example'))).toEqual({
    ok: false,
    error: { code: 'EMAIL_TAKEN' },
  });
});

test('an administrator adds people to the own company only, and never chooses a password', async () => {
  const administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
  const stranger = contextFor(await makePerson(clock, await makeCompany(clock), { isAdministrator: true }), clock);
  const member = contextFor(await makePerson(clock, companyId), clock);
  const refused = { ok: false, error: { code: 'NOT_FOUND' } };
  expect((await addPerson(administrator, someone('added@northwind.example'))).ok).toBe(true);
  expect(await addPerson(stranger, someone('other@northwind.example'))).toEqual(refused);
  expect(await addPerson(member, someone('other@northwind.example'))).toEqual(refused);
  const chosen = { ...someone('other@northwind.example'), password: 'seven quiet herons' };
  expect(await addPerson(administrator, chosen)).toEqual(refused);
});

test('deactivating somebody of another company finds nobody', async () => {
  const victim = await makePerson(clock, companyId);
  const stranger = contextFor(await makePerson(clock, await makeCompany(clock), { isAdministrator: true }), clock);
  const refused = { ok: false, error: { code: 'NOT_FOUND' } };
  expect(await deactivatePerson(stranger, { companyId, personId: victim.id })).toEqual(refused);
  const own = stranger.actor.kind === 'person' ? stranger.actor.companyId : '';
  expect(await deactivatePerson(stranger, { companyId: own, personId: victim.id })).toEqual(refused);
});
