import { beforeAll, describe, expect, test } from 'vitest';
import { findAudit } from '@/lib/audit/audit-queries';
import { parseAuditQuery } from '@/lib/audit/audit-query';
import { INSTALLATION_CHAIN } from '@/lib/audit/event';
import { sentenceOf } from '@/lib/audit/present-audit';
import { openChain } from '@/lib/audit/record';
import { verifyChains } from '@/lib/audit/verify';
import type { PersonActor } from '@/lib/authz/actor';
import { HOUR, plus, toDate } from '@/lib/kernel/instant';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { PRESET_NAMES, PRESETS } from '@/lib/policy/presets';
import { findPolicy } from '@/lib/policy/queries';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { addCompany } from './commands/add-company';
import { deactivateCompany, editCompany, inviteAgain, reactivateCompany } from './commands/change-company';
import { handOnInstallation } from './commands/hand-on-installation';
import { findCompanies } from './queries';
import { addCompanySchema } from './schemas';

const ZONE = 'America/Chicago';
const clock = new FixedClock('2026-11-18T16:42:00Z');
let home: string;
let operator: PersonActor;

async function makeOperator(companyId: string): Promise<PersonActor> {
  const person = await makePerson(clock, companyId, { isAdministrator: true });
  await database().person.update({ where: { id: person.id }, data: { isInstallationOperator: true } });
  return { ...person, isInstallationOperator: true };
}

beforeAll(async () => {
  home = await makeCompany(clock);
  operator = await makeOperator(home);
  await database().$transaction((tx) => openChain(tx, INSTALLATION_CHAIN));
});

let count = 0;
/** Each with a slug and an address of its own. */
const input = (more: Record<string, string> = {}) => {
  count += 1;
  return addCompanySchema.parse({
    name: `Südwind ${count}`,
    slug: '',
    timeZone: 'Europe/Berlin',
    helpDesk: '',
    preset: 'THALES',
    administratorName: 'Jonas Berg',
    administratorEmail: `jonas.${count}@suedwind.example`,
    ...more,
  });
};
const ctx = () => contextFor(operator, clock);
const add = async (more: Record<string, string> = {}) => expectOk(await addCompany(ctx(), input(more)));
const sentences = async (chain: string) => {
  const rows = await database().auditEvent.findMany({ where: { chain }, orderBy: { seq: 'desc' }, take: 3 });
  return rows.map(({ kind, actorId }) => [kind, actorId]);
};

describe('a company that is added', () => {
  test('has its policy, its chain, and a first administrator who is invited for 72 hours', async () => {
    const { id } = await add({ helpDesk: '030 1234', slug: 'sudwind-gmbh' });
    const company = await database().company.findUniqueOrThrow({ where: { id }, include: { people: true } });
    const [person] = company.people;
    if (person === undefined) throw new Error('nobody was invited');
    expect(company).toMatchObject({
      slug: 'sudwind-gmbh',
      timeZone: 'Europe/Berlin',
      helpDesk: '030 1234',
      primaryContactId: person.id,
      people: [{ isAdministrator: true, hasKeyManagement: true, isInstallationOperator: false, passwordHash: null }],
    });
    const [token] = await database().accountToken.findMany({ where: { companyId: id } });
    expect(token).toMatchObject({
      kind: 'INVITATION',
      personId: person.id,
      expiresAt: toDate(plus(clock.now(), 72 * HOUR)),
    });
    const [mail] = await database().outboxMail.findMany({ where: { companyId: id } });
    expect(mail).toMatchObject({ kind: 'account.invited', recipient: person.email });
    expect(await sentences(id)).toEqual([
      ['person.invited', 'operator'],
      ['company.created', 'operator'],
    ]);
    expect((await sentences(INSTALLATION_CHAIN))[0]).toEqual(['company.created', operator.id]);
    expect((await verifyChains(database(), keyring())).every(({ holds }) => holds)).toBe(true);
  });

  test.each(PRESET_NAMES)('begins with the preset %s', async (preset) => {
    const { id } = await add({ preset });
    expect(await findPolicy(database(), id)).toEqual(PRESETS[preset]);
  });

  test('does not know the operator: neither name nor address stand in its audit', async () => {
    const { id } = await add();
    const person = await database().person.findFirstOrThrow({ where: { companyId: id } });
    const administrator = {
      ...operator,
      id: person.id,
      companyId: id,
      name: 'Jonas Berg',
      isInstallationOperator: false,
    };
    const page = await findAudit(contextFor(administrator, clock), parseAuditQuery({}), null, ZONE);
    const said = page?.rows.map((event) =>
      sentenceOf(event, ZONE)
        .words.map(({ text }) => text)
        .join(''),
    );
    expect(said).toEqual([
      'The installation operator invited Jonas Berg',
      expect.stringMatching(/^The installation operator added company Südwind \d+$/),
    ]);
    const references = await database().auditReference.findMany({ where: { chain: id } });
    expect(references.map(({ value }) => value)).toEqual([`Jonas Berg <${person.email}>`]);
    expect(page?.rows.every(({ body }) => !body.includes(operator.id))).toBe(true);
  });

  test('is refused whole when its slug or the address is taken, each by name', async () => {
    const first = await add({ slug: 'taken', administratorEmail: 'taken@suedwind.example' });
    const before = await database().company.count();
    const events = await database().auditEvent.count();
    const again = async (more: Record<string, string>) => addCompany(ctx(), input(more));
    expect(await again({ slug: 'taken' })).toEqual({ ok: false, error: { code: 'SLUG_TAKEN' } });
    expect(await again({ administratorEmail: 'TAKEN@suedwind.example' })).toEqual({
      ok: false,
      error: { code: 'EMAIL_TAKEN' },
    });
    expect(await database().company.count()).toBe(before);
    expect(await database().auditEvent.count()).toBe(events);
    expect(first.id).toMatch(/^cmp_/);
  });

  test('of two with one slug at once one is added', async () => {
    const results = await Promise.all([1, 2, 3].map(() => addCompany(ctx(), input({ slug: 'at-once' }))));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await database().company.count({ where: { slug: 'at-once' } })).toBe(1);
  });
});

describe('only the operator', () => {
  test('sees and changes companies; for everybody else there are none', async () => {
    const { id: companyId } = await add();
    const formerly = await makeOperator(home);
    await database().person.update({ where: { id: formerly.id }, data: { isInstallationOperator: false } });
    const others = [
      await makePerson(clock, home, { isAdministrator: true }),
      await makePerson(clock, companyId, { isAdministrator: true }),
      { ...operator, hasMfa: false },
      { kind: 'anonymous' } as const,
    ];
    const stored = () => database().company.findUniqueOrThrow({ where: { id: companyId } });
    const [before, events] = [await stored(), await database().auditEvent.count()];
    // Whose session still says so is refused under the lock.
    for (const actor of [...others, formerly]) {
      const theirs = contextFor(actor, clock);
      if (actor !== formerly) expect(await findCompanies(theirs, '', null)).toBeNull();
      for (const refused of [
        await addCompany(theirs, input()),
        await editCompany(theirs, { companyId, name: 'Mine', helpDesk: null }),
        await deactivateCompany(theirs, { companyId }),
        await reactivateCompany(theirs, { companyId }),
        await inviteAgain(theirs, { companyId }),
      ])
        expect(refused).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
    }
    expect(await stored()).toEqual(before);
    expect(await database().auditEvent.count()).toBe(events);
  });

  test('finds them by name or slug, in pages', async () => {
    await add({ name: 'Zephyr Telecom', slug: 'zephyr-one' });
    await add({ name: 'Zephyr Mobile', slug: 'zephyr-two' });
    const found = async (search: string) => (await findCompanies(ctx(), search, null))?.rows.map(({ slug }) => slug);
    expect(await found('zephyr')).toEqual(['zephyr-two', 'zephyr-one']);
    expect(await found('TWO')).toEqual(['zephyr-two']);
    expect(await found('100%')).toEqual([]);
    const last = { way: 'after', values: ['Zephyr Mobile', ''] } as const;
    expect((await findCompanies(ctx(), 'zephyr', last))?.rows).toHaveLength(2);
  });
});

describe('a company that is deactivated', () => {
  test('signs its people out, stops its keys, and comes back as it was', async () => {
    const { id: companyId } = await add({ preset: 'SOMOS' });
    const person = await makePerson(clock, companyId);
    expectOk(await generateKey(contextFor(person, clock), { name: 'Theirs' }));
    const at = toDate(clock.now());
    const session = { companyId, personId: person.id, createdAt: at, lastSeenAt: at, expiresAt: at, passwordAt: at };
    await database().session.create({ data: { id: person.sessionId, tokenHash: new Uint8Array([count]), ...session } });
    expectOk(await deactivateCompany(ctx(), { companyId }));
    expect(await deactivateCompany(ctx(), { companyId })).toEqual({ ok: false, error: { code: 'CONFLICT' } });
    const ended = await database().session.findUniqueOrThrow({ where: { id: person.sessionId } });
    expect(ended.endedBecause).toBe('company_deactivated');
    expect(await generateKey(contextFor(person, clock), { name: 'Another' })).toMatchObject({ ok: false });
    expectOk(await reactivateCompany(ctx(), { companyId }));
    expect(await reactivateCompany(ctx(), { companyId })).toEqual({ ok: false, error: { code: 'CONFLICT' } });
    expect((await sentences(companyId)).slice(0, 2)).toEqual([
      ['company.reactivated', 'operator'],
      ['company.deactivated', 'operator'],
    ]);
    expect((await sentences(INSTALLATION_CHAIN))[0]).toEqual(['company.reactivated', operator.id]);
  });

  test('is not the operator’s own', async () => {
    expect(await deactivateCompany(ctx(), { companyId: home })).toEqual({ ok: false, error: { code: 'OWN_COMPANY' } });
    expect((await database().company.findUniqueOrThrow({ where: { id: home } })).deactivatedAt).toBeNull();
  });

  test('at once by many is deactivated once', async () => {
    const { id: companyId } = await add();
    const results = await Promise.all([1, 2, 3, 4].map(() => deactivateCompany(ctx(), { companyId })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await database().auditEvent.count({ where: { chain: companyId, kind: 'company.deactivated' } })).toBe(1);
  });
});

test('name and help-desk text change; saved as they were, nothing is recorded', async () => {
  const { id: companyId, name } = await add();
  expectOk(await editCompany(ctx(), { companyId, name: 'Südwind AG', helpDesk: '030 99' }));
  const [event] = await database().auditEvent.findMany({ where: { chain: companyId, kind: 'company.edited' } });
  expect(JSON.parse(event?.body ?? '')).toMatchObject({
    before: { name, helpDesk: null },
    after: { name: 'Südwind AG', helpDesk: '030 99' },
  });
  expectOk(await editCompany(ctx(), { companyId, name: 'Südwind AG', helpDesk: '030 99' }));
  expect(await database().auditEvent.count({ where: { chain: companyId, kind: 'company.edited' } })).toBe(1);
});

describe('another invitation', () => {
  test('voids the one before, until an administrator has come', async () => {
    const { id: companyId } = await add();
    const [before] = await database().accountToken.findMany({ where: { companyId } });
    expectOk(await inviteAgain(ctx(), { companyId }));
    const tokens = await database().accountToken.findMany({ where: { companyId } });
    expect(tokens).toHaveLength(1);
    expect(tokens[0]?.tokenHash).not.toEqual(before?.tokenHash);
    await database().person.updateMany({ where: { companyId }, data: { passwordHash: 'x' } });
    expect(await inviteAgain(ctx(), { companyId })).toEqual({ ok: false, error: { code: 'ACCEPTED' } });
  });
});

describe('the installation', () => {
  const handOn = async (from: PersonActor, email: string) => handOnInstallation(contextFor(from, clock), { email });
  const operators = async (companyId: string) =>
    (await database().person.findMany({ where: { companyId, isInstallationOperator: true } })).map(({ id }) => id);

  test('is handed on to one of several at once, and the operator is it no more', async () => {
    const company = await makeCompany(clock);
    const from = await makeOperator(company);
    const successors = await Promise.all([1, 2, 3].map(() => makePerson(clock, company)));
    const results = await Promise.all(successors.map(({ email }) => handOn(from, email)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const winner = successors[results.findIndex(({ ok }) => ok)];
    expect(await operators(company)).toEqual([winner?.id]);
    expect((await sentences(INSTALLATION_CHAIN))[0]).toEqual(['installation.handed_on', from.id]);
    expect((await sentences(company))[0]).toEqual(['installation.handed_on', from.id]);
  });

  test('is handed to nobody without MFA, nobody of another company, nobody who is gone, and not to oneself', async () => {
    const company = await makeCompany(clock);
    const from = await makeOperator(company);
    const gone = await makePerson(clock, company);
    await database().person.update({ where: { id: gone.id }, data: { deactivatedAt: toDate(clock.now()) } });
    const without = await makePerson(clock, company, { hasMfa: false });
    const stranger = await makePerson(clock, await makeCompany(clock));
    for (const { email } of [gone, without, stranger]) {
      expect(await handOn(from, email)).toEqual({ ok: false, error: { code: 'NOBODY' } });
    }
    expect(await handOn(from, from.email)).toEqual({ ok: false, error: { code: 'YOURSELF' } });
    expect(await handOn(await makePerson(clock, company, { isAdministrator: true }), from.email)).toEqual({
      ok: false,
      error: { code: 'NOT_FOUND' },
    });
    expect(await operators(company)).toEqual([from.id]);
  });
});
