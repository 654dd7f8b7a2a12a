import { can, type PersonAction } from '@/lib/authz/can';
import type { Instant } from '@/lib/kernel/instant';
import { fail, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { inTransaction } from '@/lib/platform/transaction';
import type { PeopleError } from '../errors';
import type { PersonScope } from '../store';
import { lockWithAdministrators, type PersonState } from '../store-people';

/** Everything at hand once an administrator may go ahead. */
export type PeopleScene = {
  tx: Tx;
  now: Instant;
  scope: PersonScope;
  person: PersonState;
  /** Whether it is the actor's own account. */
  isOwn: boolean;
  /** Somebody else is an administrator and can sign in. */
  hasOtherAdministrator: boolean;
};

/**
 * The frame of everything that is done to one person: who may → the person and all administrators locked → who may, as it is
 * under the lock → `work`, in one transaction. A refusal by `work` rolls back.
 */
export async function administer<T>(
  ctx: Ctx,
  scope: PersonScope,
  action: PersonAction,
  work: (scene: PeopleScene) => Promise<Result<T, PeopleError>>,
): Promise<Result<T, PeopleError>> {
  const { companyId, personId } = scope;
  if (!can(ctx.actor, { action, companyId })) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return inTransaction<T, PeopleError>(ctx.db, async (tx) => {
    const people = await lockWithAdministrators(tx, scope);
    const person = people.find(({ id }) => id === personId);
    if (person === undefined || !stillMay(ctx, people, { action, companyId })) return fail({ code: 'NOT_FOUND' });
    const isOwn = ctx.actor.kind === 'person' && ctx.actor.id === personId;
    return work({ tx, now, scope, person, isOwn, hasOtherAdministrator: people.some(otherThan(personId)) });
  });
}

/** Of a session read before the lock only the person counts: what they are is asked again. */
export function stillMay(
  { actor }: Ctx,
  locked: readonly PersonState[],
  wish: { action: PersonAction; companyId: string },
): boolean {
  if (actor.kind !== 'person') return can(actor, wish);
  const row = locked.find(({ id }) => id === actor.id);
  return row?.isActive === true && can({ ...actor, isAdministrator: row.isAdministrator, hasMfa: row.hasMfa }, wish);
}

/** Somebody invited cannot sign in yet, and so runs no company. */
function otherThan(personId: string) {
  return (one: PersonState) => one.id !== personId && one.isAdministrator && one.isActive && !one.isInvited;
}
