import { DAY, HOUR, type Instant, MINUTE, plus, toDate, toIso } from '@/lib/kernel/instant';
import { storedPeriod } from '@/lib/kernel/period';
import { nameKey } from '@/lib/kernel/text';
import { inactiveFrom } from '@/lib/keys/domain/expiry';
import { judgeStanding, type StandingCode } from '@/lib/keys/domain/verdict';
import type { KeyFilters } from '@/lib/keys/inventory/filters';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import type { FixedClock } from './fixed-clock';
import { makeCompany, makePerson, makeServiceAccount } from './scene';
import { seededRandom } from './seeded-random';

/** A key as a test put it there, with what the rules ask of its owner. */
export type InventoryKey = Owner & {
  id: string;
  name: string;
  accessKey: string;
  access: 'FULL' | 'SELECTED';
  createdAt: Instant;
  issuedAt: Instant;
  expiresAt: Instant | null;
  notAccessed: string | null;
  lastUsedAt: Instant | null;
  isDisabled: boolean;
  hasIpPolicy: boolean;
};

type Owner = {
  ownerId: string;
  ownerKind: 'USER' | 'SERVICE_ACCOUNT' | 'COMPANY';
  ownerNames: string[];
  isOwnerActive: boolean;
  hasMfa: boolean;
};

const WORDS = ['Billing export', 'ledger', 'Toll-free 100%', 'audit_pull', 'Straße', 'ÅNGSTRÖM sync', 'back\\slash'];
const random = seededRandom('inventory');

/** Keys of every kind in a company. Beside them one that was deleted and one of another company, which are in no list. */
export async function makeInventoryKeys(clock: FixedClock, companyId: string, count: number): Promise<InventoryKey[]> {
  const owners = await makeOwners(clock, companyId);
  const keys = Array.from({ length: count }, (_, index) => {
    const owner = owners[random.below(owners.length)];
    if (owner === undefined) throw new Error('no owner');
    return drawKey(owner, index, clock.now());
  });
  const [one, other] = keys;
  if (one === undefined || other === undefined) throw new Error('too few keys');
  const gone = { ...one, ...newIds(), name: 'Billing gone' };
  await storeKeys(clock, companyId, [...keys, gone]);
  await database().apiKey.update({ where: { id: gone.id }, data: { deletedAt: toDate(clock.now()) } });
  const elsewhere = await makeCompany(clock);
  const stranger = await makePerson(clock, elsewhere);
  await storeKeys(clock, elsewhere, [{ ...other, ...newIds(), ownerKind: 'USER', ownerId: stranger.id }]);
  return keys;
}

export const newIds = () => ({ id: newId('key'), accessKey: `kd_${newId('key').slice(4)}` });

async function makeOwners(clock: FixedClock, companyId: string): Promise<Owner[]> {
  const people = await Promise.all(
    [0, 1, 2, 3, 4, 5].map(async (index): Promise<Owner> => {
      const hasMfa = index % 3 !== 0;
      const isOwnerActive = index % 4 !== 1;
      const { id } = await makePerson(clock, companyId, { hasMfa });
      const name = ['Dana Whitfield', 'Marcus Oyelaran', 'Priya Raman'][index % 3] ?? '';
      const deactivatedAt = isOwnerActive ? null : toDate(clock.now());
      await database().person.update({ where: { id }, data: { name, deactivatedAt } });
      return { ownerKind: 'USER', ownerId: id, ownerNames: [name], isOwnerActive, hasMfa };
    }),
  );
  const accounts = await Promise.all(
    [true, false].map(async (isActive): Promise<Owner> => {
      const { id, userId } = await makeServiceAccount(clock, companyId, { isActive });
      const ownerNames = ['Carrier sync', userId];
      return { ownerKind: 'SERVICE_ACCOUNT', ownerId: id, ownerNames, isOwnerActive: isActive, hasMfa: true };
    }),
  );
  const ownerNames = ['Northwind'];
  const company: Owner = { ownerKind: 'COMPANY', ownerId: companyId, ownerNames, isOwnerActive: true, hasMfa: true };
  return [...people, ...accounts, company];
}

function drawKey(owner: Owner, index: number, now: Instant): InventoryKey {
  const issuedAt = plus(now, -random.below(200) * DAY - random.below(24) * HOUR);
  return {
    ...owner,
    ...newIds(),
    name: `${WORDS[random.below(WORDS.length)]} ${index}`,
    access: random.below(3) === 0 ? 'FULL' : 'SELECTED',
    createdAt: issuedAt,
    issuedAt,
    // Equal instants are in it, so that the id decides between them.
    expiresAt: random.below(5) === 0 ? null : plus(now, (random.below(80) - 20) * DAY),
    notAccessed: random.below(3) === 0 ? null : (['p3m', 'p6w', 'p90d'][random.below(3)] ?? null),
    lastUsedAt: random.below(4) === 0 ? null : plus(now, -random.below(60 * 24) * HOUR - random.below(60) * MINUTE),
    isDisabled: random.below(5) === 0,
    hasIpPolicy: random.below(2) === 0,
  };
}

/** Keys with a credential in force and one that was replaced, their last use and their IP policy. */
export async function storeKeys(clock: FixedClock, companyId: string, keys: readonly InventoryKey[]): Promise<void> {
  const db = database();
  await db.apiKey.createMany({ data: keys.map((key) => keyColumns(clock, companyId, key)) });
  await db.keyCredential.createMany({ data: keys.flatMap((key) => credentialColumns(companyId, key)) });
  await db.keyLastUse.createMany({
    data: keys.flatMap(({ id, lastUsedAt }) =>
      lastUsedAt === null ? [] : [{ keyId: id, companyId, lastUsedAt: toDate(lastUsedAt) }],
    ),
  });
  const guarded = keys.filter(({ hasIpPolicy }) => hasIpPolicy);
  await db.keyIpRange.createMany({
    data: guarded.map(({ id }) => ({ keyId: id, companyId, range: '203.0.113.0/24', position: 0 })),
  });
}

function keyColumns(clock: FixedClock, companyId: string, key: InventoryKey) {
  const { id, ownerKind, ownerId, name, access, expiresAt } = key;
  return {
    id,
    companyId,
    ownerKind,
    ownerId,
    ownerPersonId: ownerKind === 'USER' ? ownerId : null,
    ownerServiceAccountId: ownerKind === 'SERVICE_ACCOUNT' ? ownerId : null,
    name,
    nameKey: nameKey(name),
    audience: 'BUSINESS_PROFILE' as const,
    access,
    createdAt: toDate(key.createdAt),
    issuedAt: toDate(key.issuedAt),
    expiresAt: expiresAt === null ? null : toDate(expiresAt),
    expirationDate: expiresAt === null ? null : toIso(expiresAt).slice(0, 10),
    notAccessedPeriod: key.notAccessed,
    disabledAt: key.isDisabled ? toDate(clock.now()) : null,
    version: 1,
  };
}

function credentialColumns(companyId: string, { id, accessKey, createdAt }: InventoryKey) {
  const at = toDate(createdAt);
  const credential = { companyId, keyId: id, secretHash: null, secretId: null, validFrom: at, createdAt: at };
  const replaced = `kd_RETIRED${newId('key').slice(-9)}`;
  return [
    { ...credential, id: newId('crd'), accessKey },
    { ...credential, id: newId('crd'), accessKey: replaced, retiredAt: at },
  ];
}

// The reference: the rules in a few lines, without a database.

const STATUS: Record<string, StandingCode[]> = {
  active: ['VALID'],
  disabled: ['DISABLED'],
  expired: ['EXPIRED', 'EXPIRED_INACTIVE'],
  'owner-inactive': ['OWNER_INACTIVE'],
  'mfa-required': ['MFA_REQUIRED'],
};

function endOf(key: InventoryKey, zone: string): Instant | null {
  const period = key.notAccessed === null ? null : storedPeriod(key.notAccessed);
  return inactiveFrom({ ...key, notAccessedPeriod: period }, zone);
}

/** Whether the rules say that a key of a company in this zone is in the list of these filters. */
export function isInList(key: InventoryKey, filters: KeyFilters, now: Instant, zone: string): boolean {
  const unusedFrom = endOf(key, zone);
  const dies = key.expiresAt ?? Number.POSITIVE_INFINITY;
  const isOver = now >= dies || (unusedFrom !== null && now >= unusedFrom);
  const rested = now - Math.max(key.issuedAt, key.lastUsedAt ?? 0);
  const within30 = (at: number) => at > now && at <= now + 30 * DAY;
  const said = [key.name, key.accessKey, ...key.ownerNames].map((text) => text.toLowerCase());
  const standing = judgeStanding({ ...key, isLive: true, inactiveFrom: unusedFrom, lacksMfa: !key.hasMfa }, now);
  const answers: { [N in keyof KeyFilters]: boolean } = {
    search: said.some((text) => text.includes((filters.search ?? '').toLowerCase())),
    status: STATUS[filters.status ?? '']?.includes(standing) ?? false,
    owner: key.ownerKind.toLowerCase().replace('_', '-') === filters.owner,
    access: key.access.toLowerCase() === filters.access,
    use: filters.use === 'never' ? key.lastUsedAt === null : rested > 45 * DAY,
    expires:
      filters.expires === 'soon'
        ? within30(dies) && !isOver
        : unusedFrom !== null && within30(unusedFrom) && unusedFrom < dies && !isOver,
    ip: !key.hasIpPolicy,
    mfa: key.ownerKind === 'USER' && !key.hasMfa,
  };
  return Object.entries(filters).every(([name, wish]) => wish === null || answers[name as keyof KeyFilters]);
}
