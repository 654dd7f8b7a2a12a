import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@/lib/kernel/clock';
import type { Instant } from '@/lib/kernel/instant';
import { SECRET_LENGTH } from '@/lib/keys/domain/credential';
import type { VerdictCode } from '@/lib/keys/domain/verdict';
import type { Keyring } from '@/lib/platform/keyring';
import type { Caller } from './caller';
import { isLive, judge, outwardCode } from './judge';
import type { LastUsed } from './last-used';
import { ProvenSecrets } from './proven-secrets';
import type { Quota, RateLimiter } from './rate-limit';
import type { Usage } from './usage';
import type { FindForVerification, RememberingLookup, VerificationRecord } from './verification-record';
import type { PresentedCredential, VerifyRequest } from './verify-request';

export type Verdict =
  | {
      code: 'VALID';
      record: VerificationRecord;
      /** When it was decided. */
      at: Instant;
      /** Null for a key without a rate limit. */
      quota: Quota | null;
    }
  | { code: 'RATE_LIMITED'; quota: Quota }
  | { code: Exclude<VerdictCode, 'VALID' | 'RATE_LIMITED'> };

/** The one decision that every profile asks for. @throws when it cannot be made; that is never an allow. */
export type Decide = (request: VerifyRequest, caller: Caller) => Verdict | Promise<Verdict>;

export type DecideWith = {
  lookup: RememberingLookup;
  lastUsed: Pick<LastUsed, 'note' | 'lastUsedHere'>;
  rateLimiter: Pick<RateLimiter, 'take'>;
  usage: Pick<Usage, 'note'>;
  keyring: Pick<Keyring, 'mac' | 'currentId'>;
  clock: Clock;
};

type Using = DecideWith & { proven: ProvenSecrets };

/** Compared with where there is no hash, so that an unknown Access Key takes as long as a wrong secret. */
const NOBODYS_HASH = randomBytes(32).toString('latin1');

const MALFORMED: Verdict = { code: 'MALFORMED' };
const NOT_FOUND: Verdict = { code: 'NOT_FOUND' };

export function decider(parts: DecideWith): Decide {
  const using = { ...parts, proven: new ProvenSecrets(SECRET_LENGTH) };
  const { lookup, clock } = using;
  return (request, caller) => {
    const { credential } = request;
    if (credential === null) return MALFORMED;
    const found = lookup.peek(credential.accessKey);
    if (found === undefined) return decideOn(using, lookup.find, request, credential, caller);
    // What memory knows is decided without a turn of the loop.
    const now = clock.now();
    const judged = judgeFound(using, found, request, credential, caller, now);
    // It may be a minute old, and another verifier may have seen a use since: nobody is refused for disuse on that.
    if (judged.code === 'EXPIRED_INACTIVE') return decideOn(using, lookup.findFresh, request, credential, caller);
    return conclude(using, judged, found, credential, now);
  };
}

async function decideOn(
  using: Using,
  find: FindForVerification,
  request: VerifyRequest,
  credential: PresentedCredential,
  caller: Caller,
): Promise<Verdict> {
  const found = await find(credential.accessKey);
  const now = using.clock.now();
  return conclude(using, judgeFound(using, found, request, credential, caller, now), found, credential, now);
}

/** What the caller is told. Whatever is decided of a key for somebody who holds it counts as its usage. */
function conclude(
  { usage }: Using,
  judged: Verdict,
  found: VerificationRecord | null,
  { kind }: PresentedCredential,
  now: Instant,
): Verdict {
  if (found !== null && judged !== NOT_FOUND) usage.note(found, judged.code, now);
  if (judged.code === 'VALID' || judged.code === 'RATE_LIMITED') return judged;
  return { code: outwardCode(judged.code, kind) };
}

/** The verdict as the console would say it. */
function judgeFound(
  using: Using,
  found: VerificationRecord | null,
  request: VerifyRequest,
  credential: PresentedCredential,
  caller: Caller,
  now: Instant,
): Verdict {
  const record = found !== null && isLive(found, now) ? found : null;
  const isAsked = record !== null && isAskedBy(record, request, caller);
  const isHolder = holds(using, record, credential, isAsked);
  if (record === null || !isHolder || !isAsked) return NOT_FOUND;
  return judgeHeld(using, record, request, now);
}

/** The verdict on a key that was presented whole. */
function judgeHeld(
  { lastUsed, rateLimiter }: Using,
  record: VerificationRecord,
  request: VerifyRequest,
  now: Instant,
): Verdict {
  const { keyId, notAccessedPeriod, rateLimitPerMinute } = record;
  const lastUsedHere = notAccessedPeriod === null ? null : lastUsed.lastUsedHere(keyId);
  const code = judge(record, request, lastUsedHere, now);
  if (code !== 'VALID') return { code };
  const permit = rateLimitPerMinute === null ? null : rateLimiter.take(keyId, rateLimitPerMinute);
  if (permit?.isAllowed === false) return { code: 'RATE_LIMITED', quota: permit.quota };
  lastUsed.note(record, now, request.client);
  return { code, record, at: now, quota: permit?.quota ?? null };
}

/**
 * Whether what was presented is the credential of the record. For a key the MAC is computed unless it was found right before
 * and the key is the caller's to ask about: whoever is refused waits for it, for whatever reason. Of a token the signature
 * was checked before.
 * @throws when the record hangs on a secret that this process was not given.
 */
function holds(
  { keyring, proven }: Using,
  record: VerificationRecord | null,
  credential: PresentedCredential,
  isAsked: boolean,
): boolean {
  const secret = record?.credential.secret ?? null;
  if (credential.kind === 'token') return secret !== null;
  if (credential.kind === 'publishable') return record !== null && secret === null;
  const isProven = proven.has(record, credential.accessSecret);
  if (isProven && isAsked) return true;
  const mac = keyring.mac('credential-pepper', credential.key, secret?.secretId ?? keyring.currentId);
  const isRight = timingSafeEqual(mac, Buffer.from(secret?.hash ?? NOBODYS_HASH, 'latin1')) && secret !== null;
  if (isRight && isAsked && record !== null) proven.add(record, credential.accessSecret);
  return isRight;
}

/** A key of another company than the caller speaks for, or names, is as good as unknown. */
function isAskedBy({ company }: VerificationRecord, request: VerifyRequest, caller: Caller): boolean {
  if (caller.company !== '*' && caller.company !== company.slug) return false;
  return request.company === null || request.company === company.slug;
}
