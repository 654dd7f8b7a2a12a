import { beforeEach, describe, expect, test } from 'vitest';
import { verifyChains } from '@/lib/audit/verify';
import type { PersonActor } from '@/lib/authz/actor';
import { toDate } from '@/lib/kernel/instant';
import { activateKey } from '@/lib/keys/commands/activate-key';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { editKey } from '@/lib/keys/commands/edit-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { regenerateKey } from '@/lib/keys/commands/regenerate-key';
import { renewKey } from '@/lib/keys/commands/renew-key';
import { presentKeyPage } from '@/lib/keys/present-page';
import { findOwnKeys } from '@/lib/keys/queries';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { runNextProcess } from '@/lib/processes/run-processes';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { applyLimitProcess } from './apply-limit-process';
import { changePolicy, MOST_KEYS_AT_ONCE } from './commands/change-policy';
import type { PolicyError } from './errors';
import { PRESET_NAMES, PRESETS, type PresetName } from './presets';
import { findPolicyPage, previewPolicy } from './preview';
import { findPolicy } from './queries';
import { revisionOf } from './revision';
import { changePolicySchema, previewSchema } from './schemas';
import { type PolicySettings, settingsOf, writeDraft } from './settings';

const clock = new FixedClock('2026-11-18T16:42:00Z');
const usual = settingsOf(PRESETS.DEFAULT);
let companyId: string;
let priya: PersonActor;
let dana: PersonActor;

beforeEach(async () => {
  companyId = await makeCompany(clock);
  priya = await makePerson(clock, companyId, { isAdministrator: true });
  dana = await makePerson(clock, companyId);
});

const as = (actor: PersonActor | { kind: 'anonymous' } | { kind: 'system'; name: 'worker' }) =>
  contextFor(actor, clock);
const current = async (company = companyId) => settingsOf(await findPolicy(database(), company));
const save = async (settings: Partial<PolicySettings>, { by = priya, applyLimit = false, seen = '' } = {}) => {
  const before = await current(by.companyId);
  return changePolicy(as(by), {
    settings: { ...before, ...settings },
    seen: seen === '' ? revisionOf(before) : seen,
    applyLimit,
  });
};
const refusal = (result: { ok: boolean; error?: PolicyError }) => (result.ok ? 'ok' : result.error?.code);
const events = async (company = companyId) =>
  (
    await database().auditEvent.findMany({ where: { chain: company, kind: 'policy.changed' }, orderBy: { seq: 'asc' } })
  ).map(({ actorId, body }) => ({ actorId, ...(JSON.parse(body) as { before: unknown; after: unknown }) }));

describe('changing the policy', () => {
  test('stores it, and the audit tells what changed from what, and nothing else', async () => {
    const changed = expectOk(await save({ keysPerOwner: 3, notAccessed: { count: 2, unit: 'm' }, disable: false }));
    expect(changed).toEqual({ settings: 3, keys: 0, keysLater: 0 });
    expect(await current()).toEqual({
      ...usual,
      keysPerOwner: 3,
      notAccessed: { count: 2, unit: 'm' },
      disable: false,
    });
    expect(await events()).toMatchObject([
      {
        actorId: priya.id,
        before: { keysPerOwner: 10, notAccessed: 'p3m', disable: true },
        after: { keysPerOwner: 3, notAccessed: 'p2m', disable: false },
      },
    ]);
    expect(Object.keys((await events())[0]?.after as object).sort()).toEqual([
      'disable',
      'keysPerOwner',
      'notAccessed',
    ]);
  });

  test.each(PRESET_NAMES)('stores the preset %s whole', async (name: PresetName) => {
    expectOk(await save(settingsOf(PRESETS[name])));
    expect(await findPolicy(database(), companyId)).toEqual(PRESETS[name]);
  });

  test('that is none leaves no trace', async () => {
    expect(expectOk(await save({}))).toEqual({ settings: 0, keys: 0, keysLater: 0 });
    expect(await events()).toEqual([]);
  });

  test.each([
    ['a member', {}],
    ['an administrator without MFA', { isAdministrator: true, hasMfa: false }],
  ])('is not found by %s', async (_, traits) => {
    const other = await makePerson(clock, companyId, traits);
    expect(refusal(await save({ disable: false }, { by: other }))).toBe('NOT_FOUND');
    expect(await findPolicyPage(as(other))).toBeNull();
    expect(await current()).toEqual(usual);
    expect(await events()).toEqual([]);
  });

  test.each([{ kind: 'anonymous' } as const, { kind: 'system', name: 'worker' } as const])(
    'is not for $kind',
    async (actor) => {
      const input = { settings: { ...usual, disable: false }, seen: revisionOf(usual), applyLimit: false };
      expect(refusal(await changePolicy(as(actor), input))).toBe('NOT_FOUND');
      expect(await findPolicyPage(as(actor))).toBeNull();
    },
  );

  test('by an administrator of another company changes theirs alone', async () => {
    const theirs = await makeCompany(clock);
    const stranger = await makePerson(clock, theirs, { isAdministrator: true });
    expectOk(await save({ disable: false }, { by: stranger }));
    expect(await current()).toEqual(usual);
    expect(await current(theirs)).toMatchObject({ disable: false });
    expect([await events(), (await events(theirs)).length]).toEqual([[], 1]);
  });

  test('that somebody else has changed meanwhile is a conflict, and nothing of it stays', async () => {
    const seen = revisionOf(await current());
    expectOk(await save({ keysPerOwner: 3 }));
    expect(refusal(await save({ disable: false }, { seen, applyLimit: true }))).toBe('CONFLICT');
    expect(await current()).toEqual({ ...usual, keysPerOwner: 3 });
    expect(await events()).toHaveLength(1);
  });

  test('of eight different changes at once exactly one is saved', async () => {
    const marcus = await makePerson(clock, companyId, { isAdministrator: true });
    const seen = revisionOf(usual);
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        changePolicy(as(index % 2 === 0 ? priya : marcus), {
          settings: { ...usual, keysPerOwner: index + 1 },
          seen,
          applyLimit: false,
        }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => refusal(result) === 'CONFLICT')).toHaveLength(7);
    expect((await current()).keysPerOwner).toBe(results.findIndex(({ ok }) => ok) + 1);
    expect(await events()).toHaveLength(1);
  });
});

describe('the inactivity limit of keys there are', () => {
  const limitOf = async (id: string) =>
    (await database().apiKey.findUniqueOrThrow({ where: { id } })).notAccessedPeriod;
  const p2m = { notAccessed: { count: 2, unit: 'm' } } as const;

  test('stays as it was issued, and a key made afterwards has the new one', async () => {
    const old = expectOk(await generateKey(as(dana), { name: 'Old' }));
    expectOk(await save(p2m));
    const fresh = expectOk(await generateKey(as(dana), { name: 'New' }));
    expect([await limitOf(old.id), await limitOf(fresh.id)]).toEqual(['p3m', 'p2m']);
  });

  test('becomes the new one where that is ticked, with the number in the audit', async () => {
    const { id } = expectOk(await generateKey(as(dana), { name: 'Old' }));
    expect(expectOk(await save(p2m, { applyLimit: true }))).toEqual({ settings: 1, keys: 1, keysLater: 0 });
    expect(await limitOf(id)).toBe('p2m');
    expect(await events()).toMatchObject([
      { before: { notAccessed: 'p3m' }, after: { notAccessed: 'p2m', keysGivenLimit: 1 } },
    ]);
  });

  test('can be applied later, when the policy itself does not change any more', async () => {
    const { id } = expectOk(await generateKey(as(dana), { name: 'Old' }));
    expectOk(await save(p2m));
    expect(expectOk(await save({}, { applyLimit: true }))).toEqual({ settings: 0, keys: 1, keysLater: 0 });
    expect(await limitOf(id)).toBe('p2m');
    expect(expectOk(await save({}, { applyLimit: true }))).toEqual({ settings: 0, keys: 0, keysLater: 0 });
    expect(await events()).toHaveLength(2);
  });

  test('no key is issued under the old one past a change that applies the new one', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => makePerson(clock, companyId)));
    const making = people.map((person) => generateKey(as(person), { name: 'Racing' }));
    const [changed, ...made] = await Promise.all([save(p2m, { applyLimit: true }), ...making]);
    expect(changed?.ok).toBe(true);
    const keys = made.map((result) => expectOk(result as Awaited<(typeof making)[number]>));
    for (const { id } of keys) expect(await limitOf(id)).toBe('p2m');
  });
});

describe('more keys than one transaction should hold', () => {
  const many = MOST_KEYS_AT_ONCE + 1;
  const p2m = { notAccessed: { count: 2, unit: 'm' } } as const;
  const left = () => database().apiKey.count({ where: { companyId, notAccessedPeriod: 'p3m' } });
  const turn = () =>
    runNextProcess({ db: database(), clock, handlers: [applyLimitProcess], stop: new AbortController().signal });

  beforeEach(async () => {
    await database().process.deleteMany({});
    await database().$executeRaw`
      INSERT INTO api_key (id, company_id, owner_kind, owner_id, owner_person_id, name, name_key, audience, access,
        created_at, issued_at, not_accessed_period, version)
      SELECT 'key_' || i || ${companyId}, ${companyId}, 'USER', ${dana.id}, ${dana.id}, 'k' || i, 'k' || i,
        'BUSINESS_PROFILE', 'FULL', ${toDate(clock.now())}, ${toDate(clock.now())}, 'p3m', 1
      FROM generate_series(1, ${many}::int) i`;
    // As autovacuum does within a minute: without it the tables are planned for as if they were empty.
    await database().$executeRaw`ANALYZE api_key, key_listing`;
  });

  test('get the limit by a process that begins with the change, and each part has its audit row', async () => {
    expect(expectOk(await save(p2m, { applyLimit: true }))).toEqual({ settings: 1, keys: 0, keysLater: many });
    expect([(await current()).notAccessed, await left()]).toEqual([p2m.notAccessed, many]);
    await turn();
    expect(await left()).toBe(1); // ten chunks of five hundred; the next worker goes on behind them
    while (await turn());
    expect(await left()).toBe(0);
    const parts = await database().auditEvent.findMany({ where: { chain: companyId, kind: 'policy.limit_applied' } });
    const counts = parts.map(
      ({ body }) => (JSON.parse(body) as { after: { keysGivenLimit: number } }).after.keysGivenLimit,
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(many);
    expect(await database().process.findFirstOrThrow()).toMatchObject({ state: 'COMPLETED' });
    expect(await events()).toMatchObject([{ after: { notAccessed: 'p2m', keysToBeGivenLimit: many } }]);
  });

  test('keep theirs when the policy has another limit by then', async () => {
    expectOk(await save(p2m, { applyLimit: true }));
    expectOk(await save({ notAccessed: null }));
    while (await turn());
    expect(await left()).toBe(many);
    expect(await database().process.findFirstOrThrow()).toMatchObject({ state: 'CANCELED' });
  });

  test('no process is left of a change that is refused', async () => {
    expect(refusal(await save(p2m, { applyLimit: true, seen: 'another' }))).toBe('CONFLICT');
    expect(await database().process.count()).toBe(0);
  });
});

describe('every switch holds at once, on the page and on the server', () => {
  const view = async () => presentKeyPage(await findOwnKeys(as(dana)), dana);
  const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code);

  test.each([
    ['disable', 'disable', (keyId: string) => disableKey(as(dana), { keyId })],
    ['regenerate', 'regenerate', (keyId: string) => regenerateKey(as(dana), { keyId })],
    ['renew', 'renew', (keyId: string) => renewKey(as(dana), { keyId })],
    ['rename', 'rename', (keyId: string) => editKey(as(dana), { keyId, name: 'Other' })],
  ] as const)('%s', async (setting, control, run) => {
    const { id } = expectOk(await generateKey(as(dana), { name: 'Billing export' }));
    expectOk(await save({ [setting]: false }));
    expect((await view()).keys[0]?.may[control]).toBe(false);
    expect(code(await run(id))).toBe('POLICY_FORBIDS');
    expectOk(await save({ [setting]: true }));
    expect((await view()).keys[0]?.may[control]).toBe(true);
    expect(code(await run(id))).toBe('ok');
  });

  test('activate goes with disable, and the slider goes with both', async () => {
    const { id } = expectOk(await generateKey(as(dana), { name: 'Billing export' }));
    expectOk(await disableKey(as(dana), { keyId: id }));
    expectOk(await save({ disable: false }));
    expect((await view()).keys[0]).toMatchObject({ hasSwitch: false, may: { activate: false } });
    expect(code(await activateKey(as(dana), { keyId: id }))).toBe('POLICY_FORBIDS');
    expectOk(await save({ disable: true }));
    expect(code(await activateKey(as(dana), { keyId: id }))).toBe('ok');
  });

  test('owners, keys per owner and MFA', async () => {
    expectOk(await save({ owners: ['SERVICE_ACCOUNT'] }));
    expect((await view()).mayGenerate).toBe(false);
    expect(code(await generateKey(as(dana), { name: 'One' }))).toBe('POLICY_FORBIDS');
    expectOk(await save({ owners: ['USER'], keysPerOwner: 1 }));
    expect((await view()).mayGenerate).toBe(true);
    expect(code(await generateKey(as(dana), { name: 'One' }))).toBe('ok');
    expect((await view()).mayGenerate).toBe(false);
    expect(code(await generateKey(as(dana), { name: 'Two' }))).toBe('LIMIT_REACHED');
    const without = await makePerson(clock, companyId, { hasMfa: false });
    expect(code(await generateKey(as(without), { name: 'One' }))).toBe('MFA_REQUIRED');
    expectOk(await save({ requiresMfa: false }));
    expect(code(await generateKey(as(without), { name: 'One' }))).toBe('ok');
  });

  test('expiry', async () => {
    const year = { count: 1, unit: 'y' } as const;
    expectOk(await save({ expiryRule: 'END_OF_PREVIOUS_DAY', maxExpiration: year }));
    expect((await view()).chosenExpiry).toBeNull();
    const chosen = { name: 'Chosen', expiresAt: { date: '2027-01-15', time: '09:30' } };
    expect(code(await generateKey(as(dana), chosen))).toBe('POLICY_FORBIDS');
    expectOk(await save({ expiryRule: 'CHOSEN_INSTANT', maxExpiration: year }));
    expect((await view()).chosenExpiry).not.toBeNull();
    expect(code(await generateKey(as(dana), chosen))).toBe('ok');
    expectOk(await save({ expiryRule: 'NEVER', maxExpiration: null }));
    expect((await view()).lifespan).toBeNull();
    expect(expectOk(await generateKey(as(dana), { name: 'For ever' })).expiresAt).toBeNull();
  });
});

describe('the preview', () => {
  const ask = async (changes: Partial<Record<string, string>>, by = priya) =>
    previewPolicy(as(by), previewSchema.parse({ ...writeDraft(await current()), start: 'DEFAULT', ...changes }));

  test('tells what changes from what, since which preset, and which keys stop, and changes nothing', async () => {
    await database().person.update({
      where: { id: dana.id },
      data: { mfaEnabledAt: null, totpSecret: null, secretId: null },
    });
    expectOk(await save({ requiresMfa: false }));
    expectOk(await generateKey(as({ ...dana, hasMfa: false }), { name: 'Billing export' }));
    const preview = expectOk(await ask({ requiresMfa: 'yes', notAccessed: 'p1d', keysPerOwner: 'x' }));
    expect(preview).toMatchObject({
      from: { requiresMfa: 'off', notAccessed: 'p3m' },
      sinceStart: 1,
      errors: { keysPerOwner: 'Use a whole number from 1 to 10,000, or leave it empty.' },
      effect: {
        title: 'The key there is',
        mfa: { says: '1 key stops: its owner has MFA off', isBad: true },
        limit: { says: '0 keys stop, 0 come back', isBad: false },
        stop: 1,
        stopping: { keys: [{ name: 'Billing export', owner: 'Dana Whitfield', lastUsed: 'Never used' }], more: 0 },
      },
    });
    expect((await current()).requiresMfa).toBe(false);
  });

  test('says until when a key made now would work, or which field has to be corrected first', async () => {
    const facts = async (changes: Partial<Record<string, string>>) =>
      expectOk(await ask(changes)).newKey.map(({ label, says }) => `${label}: ${says}`);
    expect(await facts({})).toEqual([
      'May be set to expire until: Nov 18, 2027, 10:42 AM CT',
      'Expires if it is never used: Feb 18, 2027, 10:42 AM CT',
    ]);
    expect(await facts({ expiryRule: 'END_OF_PREVIOUS_DAY', notAccessed: '' })).toEqual([
      'Works until: Nov 17, 2027, 11:59 PM CT',
      'Expires by disuse: Never',
    ]);
    expect(await facts({ expiryRule: 'NEVER' })).toContain('Expires: Never');
    expect(await facts({ maxExpiration: 'P6M' })).toContain(
      'May be set to expire until: Correct Max Key Lifespan to see this',
    );
  });

  test('is for administrators alone', async () => {
    expect(await ask({}, dana)).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  test('the page starts from the preset that the policy is nearest to', async () => {
    expectOk(await save({ ...settingsOf(PRESETS.THALES), rename: false, usageRetentionDays: 30 }));
    const page = await findPolicyPage(as(priya));
    expect(page).toMatchObject({ start: 'THALES', preview: { sinceStart: 1, from: {} } });
    expect(page?.presets.every(({ draft }) => draft.usageRetentionDays === '30')).toBe(true);
  });
});

test('a draft with a field that cannot be read is refused before anything, by the field', () => {
  const draft = { ...writeDraft(usual), seen: revisionOf(usual) };
  expect(changePolicySchema.parse(draft)).toEqual({ settings: usual, seen: revisionOf(usual), applyLimit: false });
  const { error } = changePolicySchema.safeParse({ ...draft, notAccessed: 'P3M' });
  expect(error?.issues).toMatchObject([{ path: ['notAccessed'], message: 'Write it in lower case: p3m.' }]);
});

test('after all of this every chain holds', async () => {
  expectOk(await save({ disable: false }));
  const reports = await verifyChains(database(), keyring());
  expect(reports.filter((report) => !report.holds)).toEqual([]);
});
