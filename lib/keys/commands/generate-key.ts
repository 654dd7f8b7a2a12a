import { recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import type { Instant } from '@/lib/kernel/instant';
import type { LocalTime } from '@/lib/kernel/local-time';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { brokenConstraint, type Tx } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { inTransaction } from '@/lib/platform/transaction';
import type { KeyPolicy } from '@/lib/policy/policy';
import { lockPolicy } from '@/lib/policy/queries';
import { checkEligibility } from '../domain/lifecycle';
import type { IssuedKey } from '../dto';
import type { KeyError } from '../errors';
import type { GenerateKeyInput } from '../schemas';
import {
  countKeys,
  findKeyNamed,
  type IssueColumns,
  insertKey,
  lockOwner,
  type OwnerRow,
  type OwnerScope,
} from '../store';
import { auditTerms, chosenTerms, issueCredential, issuedKey, issueTerms } from './issue';

/** Makes a key for the person who asks. The answer is the only place where its secret ever appears. */
export async function generateKey(ctx: Ctx, input: GenerateKeyInput): Promise<Result<IssuedKey, KeyError>> {
  if (ctx.actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const scope = { companyId: ctx.actor.companyId, ownerId: ctx.actor.id };
  if (!can(ctx.actor, { action: 'key.generate', ...scope })) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  try {
    return await inTransaction<IssuedKey, KeyError>(ctx.db, async (tx) => {
      const owner = await lockOwner(tx, scope, 'count');
      if (owner === null || !owner.isActive) return fail({ code: 'NOT_FOUND' });
      const policy = await lockPolicy(tx, scope.companyId);
      const eligible = checkEligibility('generate', { ...owner, requiresMfa: policy.requiresMfa });
      if (!eligible.ok) return fail({ code: eligible.error });
      const room = await checkRoom(tx, scope, policy, input.name);
      if (!room.ok) return room;
      const terms = termsFor(policy, now, owner, input.expiresAt);
      if (!terms.ok) return terms;
      return ok(await insertIssued(tx, ctx, scope, input.name, owner, terms.value));
    });
  } catch (error) {
    // Two at once under the same name: the index decides.
    if (brokenConstraint(error)?.includes('name')) return fail({ code: 'NAME_TAKEN', name: input.name });
    throw error;
  }
}

function termsFor(
  policy: KeyPolicy,
  now: Instant,
  owner: OwnerRow,
  chosen: LocalTime | undefined,
): Result<IssueColumns, KeyError> {
  return chosen === undefined ? ok(issueTerms(policy, now, owner.timeZone)) : chosenTerms(policy, now, owner, chosen);
}

async function checkRoom(tx: Tx, scope: OwnerScope, policy: KeyPolicy, name: string): Promise<Result<null, KeyError>> {
  if (!policy.ownerKinds.includes('USER')) return fail({ code: 'POLICY_FORBIDS' });
  const limit = policy.keysPerOwner;
  if (limit !== null && (await countKeys(tx, scope)) >= limit) return fail({ code: 'LIMIT_REACHED', limit });
  const namesake = await findKeyNamed(tx, scope, name);
  return namesake === null ? ok(null) : fail({ code: 'NAME_TAKEN', name: namesake.name });
}

async function insertIssued(
  tx: Tx,
  ctx: Ctx,
  scope: OwnerScope,
  name: string,
  owner: OwnerRow,
  terms: IssueColumns,
): Promise<IssuedKey> {
  const id = newId('key');
  await insertKey(tx, scope, { id, name, ...terms });
  const credential = await issueCredential(tx, scope.companyId, id, terms.issuedAt);
  await recordAudit(tx, ctx, scope.companyId, terms.issuedAt, {
    kind: 'key.generated',
    personId: scope.ownerId,
    keyId: id,
    after: { name, accessKey: credential.accessKey, ...auditTerms(terms) },
  });
  return issuedKey({ id, name }, credential, terms, owner);
}
