import { type Instant, plus, SECOND } from '@/lib/kernel/instant';
import { judgeStanding, type VerdictCode } from '@/lib/keys/domain/verdict';
import { covers, parseAddress } from './address';
import { inactiveFromIfNear } from './inactivity';
import type { VerificationRecord } from './verification-record';
import type { PresentedCredential, VerifyRequest } from './verify-request';

/**
 * How far the clocks of two ready processes may be apart. A credential issued on a machine whose clock is ahead must work
 * here at once.
 */
const CLOCK_TOLERANCE = 30 * SECOND;

/**
 * The verdict on a credential whose secret was right, in the order of CONTRACT §3: the first reason that refuses.
 * @param lastUsedHere the last use that this process saw and the record may not know yet.
 */
export function judge(
  record: VerificationRecord,
  request: VerifyRequest,
  lastUsedHere: Instant | null,
  now: Instant,
): Exclude<VerdictCode, 'RATE_LIMITED'> {
  const standing = judgeStanding(
    {
      isLive: isLive(record, now),
      isDisabled: record.isDisabled,
      expiresAt: record.expiresAt,
      inactiveFrom: inactiveFromIfNear(record, lastUsedHere, now),
      isOwnerActive: record.isOwnerActive,
      lacksMfa: record.lacksMfa,
    },
    now,
  );
  if (standing !== 'VALID') return standing;
  if (!admitsClient(record, request.client)) return 'IP_DENIED';
  if (request.audience !== null && request.audience !== record.audience) return 'AUDIENCE_DENIED';
  if (!reaches(record, request)) return 'RESOURCE_DENIED';
  if (!permits(record)) return 'PERMISSION_DENIED';
  return 'VALID';
}

/** Neither deleted nor superseded. A regenerated key's old pair is dead at once, whatever its dates say. */
export function isLive({ isDeleted, credential }: VerificationRecord, now: Instant): boolean {
  if (isDeleted || credential.isRetired) return false;
  if (plus(now, CLOCK_TOLERANCE) < credential.validFrom) return false;
  return credential.validUntil === null || now < credential.validUntil;
}

export type Refusal = Exclude<VerdictCode, 'VALID' | 'RATE_LIMITED'>;

/**
 * What the caller is told. A publishable key stands in the open, so that anyone may ask about it: why it is refused is
 * for the console alone to say.
 */
export function outwardCode(code: Refusal, kind: PresentedCredential['kind']): Refusal {
  return kind === 'secret' ? code : 'NOT_FOUND';
}

function admitsClient({ ipRanges }: VerificationRecord, client: VerifyRequest['client']): boolean {
  if (ipRanges.length === 0) return true;
  const address = client === null ? null : parseAddress(client.address);
  return address !== null && ipRanges.some((range) => covers(range, address));
}

function reaches(record: VerificationRecord, { tenant, virtualServer }: VerifyRequest): boolean {
  if (tenant !== null && !record.tenants.includes(tenant)) return false;
  return virtualServer === null || record.virtualServers.includes(virtualServer);
}

/**
 * Selected access means the operations that were ticked. There is nothing to tick them in yet, so it permits nothing; and
 * a publishable key never has full access, whatever its row says.
 */
function permits({ access, credential }: VerificationRecord): boolean {
  return access === 'full' && credential.secret !== null;
}
