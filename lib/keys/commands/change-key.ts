import type { AuditEntry } from '@/lib/audit/event';
import type { PersonActor } from '@/lib/authz/actor';
import { type Capacity, can, type Wish } from '@/lib/authz/can';
import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { inTransaction } from '@/lib/platform/transaction';
import type { KeyPolicy } from '@/lib/policy/policy';
import { lockPolicy } from '@/lib/policy/queries';
import { inactiveFrom } from '../domain/expiry';
import { checkEligibility, checkState, isAllowedByPolicy, type KeyAction } from '../domain/lifecycle';
import type { KeyRecord } from '../dto';
import type { KeyError } from '../errors';
import { applyChange, findKey, type KeyChange } from '../store';
import { type ActingRow, findKeyOwner, lockOwner, type OwnerRow, type OwnerScope } from '../store-owner';

/** Everything that an operation on an owner's keys has at hand once it may go ahead. */
export type OwnerScene = {
  tx: Tx;
  now: Instant;
  scope: OwnerScope;
  owner: OwnerRow;
  policy: KeyPolicy;
  /** The zone of whoever acts: what they typed is in it. */
  readerZone: string;
};

export type Operation = {
  action: KeyAction | 'generate';
  as: Capacity;
  /** Counts what the owner has, so that it must not change meanwhile. */
  isCounting?: boolean;
};

export type ChangeScene = OwnerScene & { key: KeyRecord };

/**
 * The frame of every operation on an owner's keys: who may → owner locked → who may, as it is under the lock → policy →
 * eligibility → `work`, all in one transaction. A refusal by `work` rolls back.
 */
export async function withOwner<T, E extends { code: string } = KeyError>(
  ctx: Ctx,
  operation: Operation,
  findScope: (tx: Tx, actor: PersonActor) => Promise<OwnerScope | null>,
  work: (scene: OwnerScene) => Promise<Result<T, E | KeyError>>,
): Promise<Result<T, E | KeyError>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return inTransaction<T, E | KeyError>(ctx.db, async (tx) => {
    const scope = await findScope(tx, actor);
    const locked = scope === null ? null : await lockAllowed(tx, actor, operation, scope);
    if (scope === null || locked === null) return fail({ code: 'NOT_FOUND' });
    const policy = await lockPolicy(tx, scope.companyId);
    const { action, as } = operation;
    const eligible = checkEligibility(action, { ...locked.owner, requiresMfa: policy.requiresMfa }, as);
    if (!eligible.ok) return fail({ code: eligible.error });
    return work({ tx, now, scope, owner: locked.owner, policy, readerZone: locked.actor.timeZone });
  });
}

/** Asked twice: before anything is locked for a stranger, and as things are under the lock. Null = may not. */
async function lockAllowed(
  tx: Tx,
  actor: PersonActor,
  operation: Operation,
  scope: OwnerScope,
): Promise<{ owner: OwnerRow; actor: ActingRow } | null> {
  const wish = wishFor(operation, scope);
  if (!can(actor, wish)) return null;
  const isCounting = operation.isCounting ?? operation.action === 'generate';
  const locked = await lockOwner(tx, scope, actor.id, isCounting ? 'count' : 'change');
  if (locked === null || locked.actor === null) return null;
  return can({ ...actor, ...locked.actor }, wish) ? { owner: locked.owner, actor: locked.actor } : null;
}

/**
 * The frame of every change of a key: `withOwner`, then policy's word on the action and the state table.
 *
 * @param version of the key that the wish was made on, where all of a form is sent: an earlier one would undo what somebody else
 *   changed since
 */
export async function changeKey<T>(
  ctx: Ctx,
  { action, as, version }: { action: KeyAction; as: Capacity; version?: number | undefined },
  keyId: string,
  apply: (scene: ChangeScene) => Promise<Result<T, KeyError>>,
): Promise<Result<T, KeyError>> {
  const findScope = (tx: Tx, actor: PersonActor) => findKeyOwner(tx, actor.companyId, keyId);
  return withOwner(ctx, { action, as }, findScope, async (scene) => {
    const { tx, now, scope, owner, policy } = scene;
    const key = await findKey(tx, scope, keyId);
    if (key === null) return fail({ code: 'NOT_FOUND' });
    if (version !== undefined && version !== key.version) return fail({ code: 'CONFLICT' });
    if (!isAllowedByPolicy(action, policy.allows, as)) return fail({ code: 'POLICY_FORBIDS' });
    const state = checkState(action, stateOf(key, owner.timeZone), now);
    if (!state.ok) return fail({ code: state.error });
    return apply({ ...scene, key });
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

/**
 * What the audit calls the key, and whose it says it is: the person's, or the service account's by its user ID; nobody's
 * besides the company.
 */
export function auditSubject({
  scope,
  owner,
  key,
}: Pick<OwnerScene, 'scope' | 'owner'> & { key?: Pick<KeyRecord, 'name'> }): Pick<
  AuditEntry,
  'personId' | 'serviceAccountUserId' | 'keyName'
> {
  const called = key === undefined ? {} : { keyName: key.name };
  if (scope.ownerKind === 'USER') return { ...called, personId: scope.ownerId };
  return owner.userId === null ? called : { ...called, serviceAccountUserId: owner.userId };
}

function stateOf(key: KeyRecord, timeZone: string) {
  return {
    isDeleted: false,
    isDisabled: key.disabledAt !== null,
    expiresAt: key.expiresAt,
    inactiveFrom: inactiveFrom({ ...key, notAccessedPeriod: key.notAccessed }, timeZone),
  };
}

function wishFor({ action, as }: Operation, { companyId, ownerKind, ownerId }: OwnerScope): Wish {
  return { action: `key.${action}`, companyId, owner: { kind: ownerKind, id: ownerId }, as };
}
