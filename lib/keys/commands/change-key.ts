import { can, type Wish } from '@/lib/authz/can';
import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { inTransaction } from '@/lib/platform/transaction';
import type { KeyPolicy } from '@/lib/policy/policy';
import { lockPolicy } from '@/lib/policy/queries';
import { inactiveFrom } from '../domain/expiry';
import { checkEligibility, checkState, isAllowedByPolicy, type KeyAction } from '../domain/lifecycle';
import type { KeyError } from '../errors';
import {
  applyChange,
  findKey,
  type KeyChange,
  lockOwner,
  type OwnerRow,
  type OwnerScope,
  type StoredKey,
} from '../store';

/** Everything a change has at hand once it may go ahead. */
export type ChangeScene = {
  tx: Tx;
  now: Instant;
  scope: OwnerScope;
  owner: OwnerRow;
  policy: KeyPolicy;
  key: StoredKey;
};

/**
 * The frame of every change of a key: who may → owner locked → policy → state table → `apply`, all in one transaction.
 * A refusal by `apply` rolls back.
 */
export async function changeKey<T>(
  ctx: Ctx,
  action: KeyAction,
  keyId: string,
  apply: (scene: ChangeScene) => Promise<Result<T, KeyError>>,
): Promise<Result<T, KeyError>> {
  if (ctx.actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const scope = { companyId: ctx.actor.companyId, ownerId: ctx.actor.id };
  if (!can(ctx.actor, { action: wishFor(action), ...scope })) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return inTransaction(ctx.db, async (tx) => {
    const owner = await lockOwner(tx, scope, 'change');
    if (owner === null || !owner.isActive) return fail({ code: 'NOT_FOUND' });
    const policy = await lockPolicy(tx, scope.companyId);
    const eligible = checkEligibility(action, { ...owner, requiresMfa: policy.requiresMfa });
    if (!eligible.ok) return fail({ code: eligible.error });
    const key = await findKey(tx, scope, keyId);
    if (key === null) return fail({ code: 'NOT_FOUND' });
    if (!isAllowedByPolicy(action, policy.allows)) return fail({ code: 'POLICY_FORBIDS' });
    const state = checkState(action, stateOf(key, owner.timeZone), now);
    if (!state.ok) return fail({ code: state.error });
    return apply({ tx, now, scope, owner, policy, key });
  });
}

/** Applies the change to the version that was judged, or says that it was changed or deleted meanwhile. */
export async function applyGuarded(
  { tx, scope, key }: ChangeScene,
  change: KeyChange,
): Promise<Result<null, KeyError>> {
  if (await applyChange(tx, scope, key, change)) return ok(null);
  const current = await findKey(tx, scope, key.id);
  return fail({ code: current === null ? 'NOT_FOUND' : 'CONFLICT' });
}

function stateOf(key: StoredKey, timeZone: string) {
  return {
    isDeleted: false,
    isDisabled: key.disabledAt !== null,
    expiresAt: key.expiresAt,
    inactiveFrom: inactiveFrom({ ...key, notAccessedPeriod: key.notAccessed }, timeZone),
  };
}

function wishFor(action: KeyAction): Extract<Wish, { ownerId: string }>['action'] {
  return `key.${action}`;
}
