import type { Prisma } from '@/generated/prisma/client';
import { type Instant, plus, toDate } from '@/lib/kernel/instant';
import { issueSecretCredential, type SecretCredential } from '@/lib/keys/domain/credential';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { newId, randomBytes } from '@/lib/platform/random';
import { at } from './test-records';

/** For tests: the present of their clocks. */
export const NOW: Instant = at('2026-11-21T12:00:00.000Z');
const ISSUED = toDate(at('2026-11-01T00:00Z'));

/** For tests: a company with a policy that requires MFA. */
export async function makeCompany(slug: string): Promise<{ id: string; slug: string }> {
  const id = newId('cmp');
  await database().company.create({
    data: { id, slug, name: slug, timeZone: 'America/Chicago', createdAt: ISSUED },
  });
  await database().keyPolicy.create({
    data: {
      companyId: id,
      keysPerOwner: 10,
      ownerKinds: ['USER', 'SERVICE_ACCOUNT', 'COMPANY'],
      expiryRule: 'NEVER',
      allowsDisable: true,
      allowsRegenerate: true,
      allowsRenew: true,
      allowsRename: true,
      allowsNotification: true,
      reminderDays: [],
      allowsFullAccess: true,
      allowsSelectedAccess: true,
      allowsIpPolicy: true,
      allowsGroups: true,
      allowsAudience: true,
      usageRetentionDays: 90,
      requiresMfa: true,
      updatedAt: ISSUED,
    },
  });
  return { id, slug };
}

/** For tests: a person of the company with MFA on, with changes on top. */
export async function makePerson(
  companyId: string,
  email: string,
  changes: Partial<Prisma.PersonUncheckedCreateInput> = {},
): Promise<{ id: string }> {
  return database().person.create({
    data: {
      id: newId('usr'),
      companyId,
      email,
      emailKey: email.toLowerCase(),
      name: email,
      appearance: 'SYSTEM',
      isAdministrator: false,
      isInstallationOperator: false,
      hasKeyManagement: true,
      createdAt: ISSUED,
      totpSecret: new Uint8Array(20),
      secretId: keyring().currentId,
      mfaEnabledAt: ISSUED,
      ...changes,
    },
    select: { id: true },
  });
}

/** For tests: what a person has whose MFA is off. */
export const WITHOUT_MFA = { totpSecret: null, secretId: null, mfaEnabledAt: null } as const;

type Owner = { kind: 'USER' | 'SERVICE_ACCOUNT' | 'COMPANY'; id: string };
type Changes = {
  key?: Partial<Prisma.ApiKeyUncheckedCreateInput>;
  credential?: Partial<Prisma.KeyCredentialUncheckedCreateInput>;
};
export type MadeKey = SecretCredential & { id: string };

/** For tests: a key that is VALID at `NOW`, with changes on top. */
export async function makeKey(companyId: string, owner: Owner, changes: Changes = {}): Promise<MadeKey> {
  const credential = issueSecretCredential(randomBytes);
  const id = newId('key');
  await database().apiKey.create({
    data: {
      id,
      companyId,
      ownerKind: owner.kind,
      ownerId: owner.id,
      ownerPersonId: owner.kind === 'USER' ? owner.id : null,
      ownerServiceAccountId: owner.kind === 'SERVICE_ACCOUNT' ? owner.id : null,
      name: `Key ${id}`,
      nameKey: `key ${id.toLowerCase()}`,
      audience: 'BUSINESS_PROFILE',
      access: 'FULL',
      createdAt: ISSUED,
      issuedAt: ISSUED,
      version: 1,
      ...changes.key,
    },
  });
  await database().keyCredential.create({
    data: {
      id: newId('crd'),
      companyId,
      keyId: id,
      accessKey: credential.accessKey,
      secretHash: new Uint8Array(keyring().mac('credential-pepper', credential.key)),
      secretId: keyring().currentId,
      validFrom: ISSUED,
      createdAt: ISSUED,
      ...changes.credential,
    },
  });
  return { ...credential, id };
}

/** For tests: the columns of a key that ends at that instant. */
export function endingAt(expiresAt: Instant): Pick<Prisma.ApiKeyUncheckedCreateInput, 'expiresAt' | 'expirationDate'> {
  return { expiresAt: toDate(expiresAt), expirationDate: '2026-11-21' };
}

/** For tests: a clock that stands still until it is moved. */
export function standingClock(start: Instant = NOW): { now: () => Instant; move: (milliseconds: number) => void } {
  let now = start;
  return {
    now: () => now,
    move: (milliseconds) => {
      now = plus(now, milliseconds);
    },
  };
}
