import type { KeyPolicy as PolicyRow } from '@/generated/prisma/client';
import { type Instant, toDate } from '@/lib/kernel/instant';
import { periodCode, storedPeriod } from '@/lib/kernel/period';
import type { Db, Tx } from '@/lib/platform/database';
import type { ExpiryPolicy, KeyPolicy } from './policy';

export async function insertPolicy(tx: Tx, companyId: string, policy: KeyPolicy, at: Instant): Promise<void> {
  await tx.keyPolicy.create({ data: { companyId, ...toColumns(policy), updatedAt: toDate(at) } });
}

/** @throws when the company has none: it is made with the company. */
export async function readPolicy(db: Db | Tx, companyId: string): Promise<KeyPolicy> {
  return fromRow(await db.keyPolicy.findUniqueOrThrow({ where: { companyId } }));
}

export async function lockAgainstChange(tx: Tx, companyId: string): Promise<void> {
  await tx.$queryRaw`SELECT company_id FROM key_policy WHERE company_id = ${companyId} FOR SHARE`;
}

/** Alone, and for everybody who decides on the policy: they wait, and this waits for them. */
export async function lockForChange(tx: Tx, companyId: string): Promise<void> {
  await tx.$queryRaw`SELECT company_id FROM key_policy WHERE company_id = ${companyId} FOR NO KEY UPDATE`;
}

/** Only under `lockForChange`. */
export async function updatePolicy(tx: Tx, companyId: string, policy: KeyPolicy, at: Instant): Promise<void> {
  await tx.keyPolicy.update({ where: { companyId }, data: { ...toColumns(policy), updatedAt: toDate(at) } });
}

function toColumns(policy: KeyPolicy) {
  const { expiry, allows } = policy;
  return {
    keysPerOwner: policy.keysPerOwner,
    ownerKinds: [...policy.ownerKinds],
    expiryRule: expiry.rule,
    maxExpirationPeriod: expiryPeriodCode(expiry),
    notAccessedPeriod: policy.notAccessed === null ? null : periodCode(policy.notAccessed),
    allowsDisable: allows.disable,
    allowsRegenerate: allows.regenerate,
    allowsRenew: allows.renew,
    allowsRename: allows.rename,
    allowsNotification: allows.notification,
    allowsFullAccess: allows.fullAccess,
    allowsSelectedAccess: allows.selectedAccess,
    allowsIpPolicy: allows.ipPolicy,
    allowsGroups: allows.groups,
    allowsAudience: allows.audience,
    reminderDays: [...policy.reminderDays],
    rateLimitPerMinute: policy.rateLimitPerMinute,
    usageRetentionDays: policy.usageRetentionDays,
    requiresMfa: policy.requiresMfa,
  };
}

function expiryPeriodCode(expiry: ExpiryPolicy): string | null {
  switch (expiry.rule) {
    case 'END_OF_PREVIOUS_DAY':
      return periodCode(expiry.lifetime);
    case 'CHOSEN_INSTANT':
      return periodCode(expiry.most);
    case 'NEVER':
      return null;
  }
}

function expiryFromRow(row: PolicyRow): ExpiryPolicy {
  if (row.expiryRule === 'NEVER' || row.maxExpirationPeriod === null) return { rule: 'NEVER' };
  const period = storedPeriod(row.maxExpirationPeriod);
  return row.expiryRule === 'CHOSEN_INSTANT'
    ? { rule: 'CHOSEN_INSTANT', most: period }
    : { rule: 'END_OF_PREVIOUS_DAY', lifetime: period };
}

function fromRow(row: PolicyRow): KeyPolicy {
  return {
    keysPerOwner: row.keysPerOwner,
    ownerKinds: row.ownerKinds,
    expiry: expiryFromRow(row),
    notAccessed: row.notAccessedPeriod === null ? null : storedPeriod(row.notAccessedPeriod),
    allows: {
      disable: row.allowsDisable,
      regenerate: row.allowsRegenerate,
      renew: row.allowsRenew,
      rename: row.allowsRename,
      notification: row.allowsNotification,
      fullAccess: row.allowsFullAccess,
      selectedAccess: row.allowsSelectedAccess,
      ipPolicy: row.allowsIpPolicy,
      groups: row.allowsGroups,
      audience: row.allowsAudience,
    },
    reminderDays: row.reminderDays,
    rateLimitPerMinute: row.rateLimitPerMinute,
    usageRetentionDays: row.usageRetentionDays,
    requiresMfa: row.requiresMfa,
  };
}
