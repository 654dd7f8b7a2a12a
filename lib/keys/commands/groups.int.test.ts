import { beforeEach, describe, expect, test } from 'vitest';
import { ROWS_ON_PAGE } from '@/lib/kernel/list-place';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { DEFAULT_POLICY, type KeyPolicy } from '@/lib/policy/policy';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson, makeServiceAccount } from '@/test/support/scene';
import { type DeskTab, findDesk, findDeskGroups, findDeskPage, findEnabledKeys, findGroups } from '../desk-queries';
import type { KeyAudience } from '../dto';
import { audienceOf } from '../present-desk';
import { addGroup, deleteGroup, MOST_GROUPS, renameGroup } from './change-groups';
import { deleteKey } from './delete-key';
import { editKey } from './edit-key';
import { generateKey, generateKeyFor, type KeyTraits } from './generate-key';
import { groupKey } from './group-key';

const clock = new FixedClock('2026-11-18T16:42:00Z');
let companyId: string;
let administrator: Ctx;

beforeEach(() => begin());

async function begin(policy: Partial<KeyPolicy> = { keysPerOwner: null }) {
  companyId = await makeCompany(clock, policy);
  administrator = contextFor(await makePerson(clock, companyId, { isAdministrator: true }), clock);
}

const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) =>
  result.ok ? 'ok' : result.error.code;
const group = async (name: string, audience: KeyAudience = 'BUSINESS_PROFILE') =>
  expectOk(await addGroup(administrator, { name, audience })).id;
const generate = (name: string, traits: KeyTraits = {}) =>
  generateKeyFor(administrator, { kind: 'COMPANY', id: companyId }, { name, ...traits }, 'ADMINISTRATOR');
const key = async (name: string, traits: KeyTraits = {}) => expectOk(await generate(name, traits)).id;
const groupOf = async (id: string) => (await database().apiKey.findUniqueOrThrow({ where: { id } })).groupId;
const deskGroups = async (ctx: Ctx, tab: DeskTab) => findDeskGroups(ctx, tab, await findGroups(ctx, audienceOf(tab)));
const newest = () => database().auditEvent.findFirstOrThrow({ where: { chain: companyId }, orderBy: { seq: 'desc' } });

/** Whom groups are not for. */
async function others(): Promise<Ctx[]> {
  const people = [
    await makePerson(clock, companyId),
    await makePerson(clock, companyId, { isAdministrator: true, hasMfa: false }),
    await makePerson(clock, await makeCompany(clock), { isAdministrator: true }),
  ];
  return people.map((person) => contextFor(person, clock));
}

describe('a group', () => {
  test('has a name of its own among those of one audience, also of two at once', async () => {
    await group('Storefront');
    expect(codeOf(await addGroup(administrator, { name: ' storefront', audience: 'BUSINESS_PROFILE' }))).toBe(
      'GROUP_NAME_TAKEN',
    );
    await group('Storefront', 'CLIENT');
    const both = [1, 2].map(() => addGroup(administrator, { name: 'Partner portal', audience: 'CLIENT' }));
    expect((await Promise.all(both)).map(codeOf).sort()).toEqual(['GROUP_NAME_TAKEN', 'ok']);
  });

  test('is renamed as the page showed it, and otherwise not', async () => {
    const groupId = await group('Storefront');
    await group('Partners');
    const rename = (was: string, name: string) => renameGroup(administrator, { groupId, was, name });
    expect(codeOf(await rename('Storefront', 'Partners'))).toBe('GROUP_NAME_TAKEN');
    const results = await Promise.all([rename('Storefront', 'Shop'), rename('Storefront', 'Till')]);
    expect(results.map(codeOf).sort()).toEqual(['CONFLICT', 'ok']);
    expect(await newest()).toMatchObject({ kind: 'key_group.renamed' });
  });

  test('is deleted without its keys, which are then in none', async () => {
    const groupId = await group('Storefront');
    const [kept, gone] = [await key('Price list', { groupId }), await key('Old', { groupId })];
    expectOk(await deleteKey(administrator, { keyId: gone }, 'ADMINISTRATOR'));
    expectOk(await deleteGroup(administrator, { groupId }));
    expect(await groupOf(kept)).toBeNull();
    expect(JSON.parse((await newest()).body)).toMatchObject({
      kind: 'key_group.deleted',
      before: { name: 'Storefront', keys: 1 },
    });
    expect(codeOf(await deleteGroup(administrator, { groupId }))).toBe('NOT_FOUND');
  });

  test('of which there are a hundred is one too many, also of two at once', async () => {
    const rows = Array.from({ length: MOST_GROUPS - 1 }, (_, index) => `g${index}`);
    await database().keyGroup.createMany({
      data: rows.map((name) => ({
        id: `grp_${companyId}${name}`,
        companyId,
        ownerKind: 'COMPANY' as const,
        ownerId: companyId,
        audience: 'CLIENT' as const,
        name,
        nameKey: name,
        createdAt: new Date(clock.now()),
      })),
    });
    const both = ['One', 'Two'].map((name) => addGroup(administrator, { name, audience: 'CLIENT' }));
    expect((await Promise.all(both)).map(codeOf).sort()).toEqual(['TOO_MANY_GROUPS', 'ok']);
    await group('Other audience');
  });

  test('is not found for strangers, and nothing changes', async () => {
    const groupId = await group('Storefront');
    for (const ctx of await others()) {
      expect(codeOf(await renameGroup(ctx, { groupId, was: 'Storefront', name: 'Mine' }))).toBe('NOT_FOUND');
      expect(codeOf(await deleteGroup(ctx, { groupId }))).toBe('NOT_FOUND');
    }
    expect(await findGroups(administrator, 'BUSINESS_PROFILE')).toEqual([{ id: groupId, name: 'Storefront' }]);
  });

  test('does not exist where policy knows none, and none for apps where it knows no audience', async () => {
    await begin({ allows: { ...DEFAULT_POLICY.allows, groups: false } });
    expect(codeOf(await addGroup(administrator, { name: 'x', audience: 'CLIENT' }))).toBe('POLICY_FORBIDS');
    await begin({ allows: { ...DEFAULT_POLICY.allows, audience: false } });
    expect(codeOf(await addGroup(administrator, { name: 'x', audience: 'CLIENT' }))).toBe('POLICY_FORBIDS');
    expect(codeOf(await addGroup(administrator, { name: 'x', audience: 'BUSINESS_PROFILE' }))).toBe('ok');
    await begin({ ownerKinds: ['USER'] });
    expect(codeOf(await addGroup(administrator, { name: 'x', audience: 'BUSINESS_PROFILE' }))).toBe('POLICY_FORBIDS');
  });
});

describe('a key', () => {
  test('is made in a group, moved to another and out of both', async () => {
    const [shop, till] = [await group('Shop'), await group('Till')];
    const keyId = await key('Price list', { groupId: shop });
    expect(JSON.parse((await newest()).body)).toMatchObject({ after: { group: 'Shop' } });
    expectOk(await groupKey(administrator, { keyId, groupId: till }, 'ADMINISTRATOR'));
    expect(await groupOf(keyId)).toBe(till);
    expect(JSON.parse((await newest()).body)).toMatchObject({ before: { group: 'Shop' }, after: { group: 'Till' } });
    expectOk(await groupKey(administrator, { keyId, groupId: null }, 'ADMINISTRATOR'));
    expect(await groupOf(keyId)).toBeNull();
  });

  test('is renamed, described and moved in one edit', async () => {
    const shop = await group('Shop');
    const keyId = await key('Price list');
    const edit = { keyId, name: 'Prices', description: 'For the shop', groupId: shop };
    expectOk(await editKey(administrator, edit, 'ADMINISTRATOR'));
    expect(await database().apiKey.findUniqueOrThrow({ where: { id: keyId } })).toMatchObject({
      name: 'Prices',
      description: 'For the shop',
      groupId: shop,
    });
    expect(JSON.parse((await newest()).body)).toMatchObject({ before: { group: null }, after: { group: 'Shop' } });
    expectOk(await editKey(administrator, { keyId, name: 'Prices 2' }, 'ADMINISTRATOR'));
    expect(await groupOf(keyId)).toBe(shop);
  });

  test('is put into no group of another audience, owner or company, nor into one that is gone', async () => {
    const apps = await group('Apps', 'CLIENT');
    const stranger = contextFor(await makePerson(clock, await makeCompany(clock), { isAdministrator: true }), clock);
    const theirs = expectOk(await addGroup(stranger, { name: 'Theirs', audience: 'BUSINESS_PROFILE' })).id;
    const keyId = await key('Price list');
    for (const groupId of [apps, theirs, 'grp_0000000000000000']) {
      expect(codeOf(await groupKey(administrator, { keyId, groupId }, 'ADMINISTRATOR'))).toBe('GROUP_GONE');
      expect(codeOf(await generate('Other', { groupId }))).toBe('GROUP_GONE');
      expect(codeOf(await editKey(administrator, { keyId, name: 'x', groupId }, 'ADMINISTRATOR'))).toBe('GROUP_GONE');
    }
    expectOk(await generate('App', { groupId: apps, audience: 'CLIENT' }));
    const person = administrator.actor.kind === 'person' ? administrator.actor : null;
    const own = expectOk(await generateKey(administrator, { name: 'Mine' })).id;
    const shop = await group('Shop');
    expect(person?.companyId).toBe(companyId);
    expect(codeOf(await groupKey(administrator, { keyId: own, groupId: shop }, 'ADMINISTRATOR'))).toBe('GROUP_GONE');
  });

  test('is moved by nobody else', async () => {
    const shop = await group('Shop');
    const keyId = await key('Price list');
    for (const ctx of await others()) {
      expect(codeOf(await groupKey(ctx, { keyId, groupId: shop }, 'ADMINISTRATOR'))).toBe('NOT_FOUND');
    }
    expect(codeOf(await groupKey(administrator, { keyId, groupId: shop }, 'OWNER'))).toBe('NOT_FOUND');
    expect(await groupOf(keyId)).toBeNull();
  });

  test('moved while its group is deleted twice: one delete, and no key in a group that is gone', async () => {
    const keyId = await key('Price list');
    for (let round = 0; round < 8; round += 1) {
      const groupId = await group(`g${round}`);
      const [first, second, moved] = await Promise.all([
        deleteGroup(administrator, { groupId }),
        deleteGroup(administrator, { groupId }),
        groupKey(administrator, { keyId, groupId }, 'ADMINISTRATOR'),
      ]);
      expect([codeOf(first), codeOf(second)].sort()).toEqual(['NOT_FOUND', 'ok']);
      expect(['ok', 'GROUP_GONE']).toContain(codeOf(moved));
      expect(await groupOf(keyId)).toBeNull();
    }
  });

  test('of two moves at once exactly one wins', async () => {
    const keyId = await key('Price list');
    const ids = [await group('One'), await group('Two')];
    for (let round = 0; round < 5; round += 1) {
      const moves = ids.map((groupId) => groupKey(administrator, { keyId, groupId }, 'ADMINISTRATOR'));
      const results = (await Promise.all(moves)).map(codeOf);
      expect(results.filter((code) => code === 'ok').length).toBeGreaterThan(0);
      expect(results.filter((code) => code !== 'ok' && code !== 'CONFLICT')).toEqual([]);
    }
  });
});

describe('the desk', () => {
  test('has a tab for what policy allows, and for what is left of what it allowed', async () => {
    const tabs = async () => (await findDesk(administrator))?.counts.map(({ tab }) => tab);
    expect(await tabs()).toEqual(['service-accounts', 'business-profile', 'client']);
    await database().keyPolicy.update({ where: { companyId }, data: { ownerKinds: ['USER'] } });
    expect(await tabs()).toEqual([]);
    await database().keyPolicy.update({
      where: { companyId },
      data: { ownerKinds: ['COMPANY'], allowsAudience: false },
    });
    expect(await tabs()).toEqual(['business-profile']);
    await database().keyPolicy.update({ where: { companyId }, data: { allowsAudience: true } });
    await key('Store locator', { audience: 'CLIENT' });
    await database().keyPolicy.update({ where: { companyId }, data: { allowsAudience: false } });
    expect(await tabs()).toEqual(['business-profile', 'client']);
  });

  test('groups by name, those in none last, each audience for itself', async () => {
    const [shop, apps] = [await group('Shop'), await group('Apps', 'CLIENT')];
    await group('Archive');
    await key('Prices', { groupId: shop });
    await key('Loose');
    await key('Locator', { groupId: apps, audience: 'CLIENT' });
    expect((await findDesk(administrator))?.counts.map(({ count }) => count)).toEqual([0, 2, 1]);
    const told = (await deskGroups(administrator, 'business-profile')).map(({ group, keys, count }) => [
      group?.name ?? null,
      keys.map(({ name }) => name),
      count,
    ]);
    expect(told).toEqual([
      ['Archive', [], 0],
      ['Shop', ['Prices'], 1],
      [null, ['Loose'], 1],
    ]);
    const client = await deskGroups(administrator, 'client');
    expect(client.map(({ group, count }) => [group?.name ?? null, count])).toEqual([
      ['Apps', 1],
      [null, 0],
    ]);
  });

  test('finds keys of service accounts by name, Access Key and user ID, and pages both ways', async () => {
    const account = await makeServiceAccount(clock, companyId);
    const made: { id: string; accessKey: string }[] = [];
    for (let number = 0; number < 55; number += 1) {
      clock.advance(1);
      const owner = { kind: 'SERVICE_ACCOUNT', id: account.id } as const;
      made.unshift(expectOk(await generateKeyFor(administrator, owner, { name: `Sync ${number}` }, 'ADMINISTRATOR')));
    }
    const ids = made.map(({ id }) => id);
    const read = (query: string, place: Parameters<typeof findDeskPage>[3] = null) =>
      findDeskPage(administrator, 'service-accounts', { query }, place);
    const first = await read('');
    const counted = (await findDesk(administrator))?.counts[0];
    expect(counted).toEqual({ tab: 'service-accounts', count: first.count });
    expect(first.count).toBe(55);
    expect(first.page.rows.map(({ id }) => id)).toEqual(ids.slice(0, ROWS_ON_PAGE));
    expect(first.page.rows[0]?.owner).toEqual({ userId: account.userId, isActive: true });
    const values = (text: string | null) => (text ?? '').split(',').map(decodeURIComponent);
    const second = await read('', { way: 'after', values: values(first.page.next) });
    expect(second.page.rows.map(({ id }) => id)).toEqual(ids.slice(ROWS_ON_PAGE, 2 * ROWS_ON_PAGE));
    const back = await read('', { way: 'before', values: values(second.page.previous) });
    expect(back.page.rows.map(({ id }) => id)).toEqual(ids.slice(0, ROWS_ON_PAGE));
    expect((await read('sync 54')).count).toBe(1);
    expect((await read(made[7]?.accessKey.slice(4, 12) ?? '')).page.rows.map(({ id }) => id)).toEqual([ids[7]]);
    expect((await read(account.userId)).count).toBe(55);
    expect((await read('kd_')).count).toBe(55);
    expect((await read('%_%')).count).toBe(0);
    expect((await read('', { way: 'after', values: ['nonsense', 'key'] })).page.rows).toHaveLength(ROWS_ON_PAGE);
  });

  test('is nobody’s but the administrators’, each of their own company', async () => {
    const groupId = await group('Shop');
    await key('Prices', { groupId });
    const [member, withoutMfa, stranger] = await others();
    for (const ctx of [member, withoutMfa]) {
      if (ctx === undefined) throw new Error('nobody');
      expect(await findDesk(ctx)).toBeNull();
      expect(await deskGroups(ctx, 'business-profile')).toEqual([]);
      expect((await findDeskPage(ctx, 'business-profile', { query: '' }, null)).count).toBe(0);
      expect(await findGroups(ctx, 'BUSINESS_PROFILE')).toEqual([]);
      expect(await findEnabledKeys(ctx, { kind: 'COMPANY', id: companyId }, 'ADMINISTRATOR')).toBeNull();
    }
    if (stranger === undefined) throw new Error('nobody');
    expect((await findDeskPage(stranger, 'business-profile', { query: '', groupId }, null)).count).toBe(0);
    expect((await findEnabledKeys(stranger, { kind: 'COMPANY', id: companyId }, 'ADMINISTRATOR'))?.keys).toEqual([]);
    expect(
      (await findEnabledKeys(administrator, { kind: 'COMPANY', id: companyId }, 'ADMINISTRATOR'))?.keys,
    ).toHaveLength(1);
  });
});
