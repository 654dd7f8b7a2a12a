import { openChain } from '@/lib/audit/record';
import { type ChainReport, verifyChains } from '@/lib/audit/verify';
import type { PersonActor } from '@/lib/authz/actor';
import type { Clock } from '@/lib/kernel/clock';
import { toDate } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { newId } from '@/lib/platform/random';
import { DEFAULT_POLICY, type KeyPolicy } from '@/lib/policy/policy';
import { insertPolicy } from '@/lib/policy/store';

/** Companies and people put straight into the database, for tests that begin after sign-in. */

export async function makeCompany(
  clock: Clock,
  policy: Partial<KeyPolicy> = {},
  timeZone = 'America/Chicago',
): Promise<string> {
  const id = newId('cmp');
  await database().$transaction(async (tx) => {
    await tx.company.create({
      data: {
        id,
        slug: id.toLowerCase().replace('_', '-'),
        name: 'Northwind',
        timeZone,
        createdAt: toDate(clock.now()),
      },
    });
    await insertPolicy(tx, id, { ...DEFAULT_POLICY, ...policy }, clock.now());
    await openChain(tx, id);
  });
  return id;
}

export type PersonTraits = {
  hasKeyManagement?: boolean;
  hasMfa?: boolean;
  isAdministrator?: boolean;
  timeZone?: string;
};

/** A person and what the console would pass to a command for them. By default with key management and MFA. */
export async function makePerson(clock: Clock, companyId: string, traits: PersonTraits = {}): Promise<PersonActor> {
  const { hasKeyManagement = true, hasMfa = true, isAdministrator = false, timeZone } = traits;
  const id = newId('usr');
  const email = `${id.toLowerCase()}@northwind.example`;
  const at = toDate(clock.now());
  await database().person.create({
    data: {
      id,
      companyId,
      email,
      emailKey: email,
      name: 'Dana Whitfield',
      timeZone: timeZone ?? null,
      appearance: 'SYSTEM',
      isAdministrator,
      isInstallationOperator: false,
      hasKeyManagement,
      createdAt: at,
      ...(hasMfa ? { mfaEnabledAt: at, totpSecret: new Uint8Array(48), secretId: keyring().currentId } : {}),
    },
  });
  return {
    kind: 'person',
    id,
    companyId,
    name: 'Dana Whitfield',
    email,
    isAdministrator,
    isInstallationOperator: false,
    hasKeyManagement,
    hasMfa,
    sessionId: newId('ses'),
  };
}

/** A service account without tenants. */
export async function makeServiceAccount(
  clock: Clock,
  companyId: string,
  traits: { isActive?: boolean } = {},
): Promise<{ id: string; userId: string }> {
  const id = newId('sva');
  const userId = `svc-${id.slice(-6)}`;
  const at = toDate(clock.now());
  await database().serviceAccount.create({
    data: {
      id,
      companyId,
      userId,
      userIdKey: userId.toLowerCase(),
      name: 'Carrier sync',
      createdAt: at,
      deactivatedAt: traits.isActive === false ? at : null,
    },
  });
  return { id, userId };
}

export function contextFor(actor: Ctx['actor'], clock: Clock): Ctx {
  return { db: database(), clock, actor, request: { id: newId('req'), address: '203.0.113.9', userAgent: 'vitest' } };
}

/** The audit chains that do not hold. */
export async function brokenChains(): Promise<ChainReport[]> {
  const reports = await verifyChains(database(), keyring());
  return reports.filter(({ holds }) => !holds);
}

/** The value of a result that must be good. */
export function expectOk<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
