import { recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import { HOUR, plus } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Db, Tx } from '@/lib/platform/database';
import { inTransaction } from '@/lib/platform/transaction';
import type { KeyPolicy } from '@/lib/policy/policy';
import { findPolicy, lockPolicy } from '@/lib/policy/queries';
import { addItems, startProcess } from '@/lib/processes/commands/start-process';
import { isAllowedByPolicy } from '../domain/lifecycle';
import { lockAdministrator } from '../store-owner';
import type { BulkError } from './bulk-errors';
import type { BulkInput, StartBulkInput } from './bulk-schemas';
import type { Judgement } from './conditions';
import { countExactly, matchesWithVersion, type Plan, planChosen, planList } from './store';

/** What one run goes through at most: what it is to stop must fit into one head, and into one statement. */
const MOST_AT_ONCE = 100_000;

export const BULK_KINDS = { disable: 'keys.disable', delete: 'keys.delete' } as const;

/** How many keys are meant, how many of them change, and how many of these were used in the last hour. */
export type BulkPreview = { count: number; changing: number; usedLastHour: number };

/** What a bulk change would change, counted for the dialog that asks. Changes nothing. */
export async function previewBulk(ctx: Ctx, input: BulkInput): Promise<Result<BulkPreview, BulkError>> {
  const { actor, db } = ctx;
  if (actor.kind !== 'person' || !can(actor, wishFor(actor.companyId, input))) return fail({ code: 'NOT_FOUND' });
  const policy = await findPolicy(db, actor.companyId);
  if (!isAllowedByPolicy(input.operation, policy.allows, 'ADMINISTRATOR')) return fail({ code: 'POLICY_FORBIDS' });
  const now = ctx.clock.now();
  const plan = await planFor(db, input, judgementOf(actor.companyId, now, policy));
  const { count, working, used, workingUsed } = await countExactly(
    db,
    plan,
    { now, since: plus(now, -HOUR) },
    MOST_AT_ONCE + 1,
  );
  if (count === 0) return fail({ code: 'NOTHING_MATCHES' });
  if (count > MOST_AT_ONCE) return fail({ code: 'TOO_MANY', most: MOST_AT_ONCE });
  return input.operation === 'disable'
    ? ok({ count, changing: working, usedLastHour: workingUsed })
    : ok({ count, changing: count, usedLastHour: used });
}

/** Writes down which keys change, as they are now, and leaves the rest to the worker. */
export async function startBulk(
  ctx: Ctx,
  input: StartBulkInput,
): Promise<Result<{ processId: string; count: number }, BulkError>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const { companyId } = actor;
  const wish = wishFor(companyId, input);
  if (!can(actor, wish)) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return inTransaction<{ processId: string; count: number }, BulkError>(ctx.db, async (tx) => {
    const current = await lockAdministrator(tx, companyId, actor.id);
    if (current === null || !can({ ...actor, ...current }, wish)) return fail({ code: 'NOT_FOUND' });
    const policy = await lockPolicy(tx, companyId);
    if (!isAllowedByPolicy(input.operation, policy.allows, 'ADMINISTRATOR')) return fail({ code: 'POLICY_FORBIDS' });
    const kind = BULK_KINDS[input.operation];
    const processId = await startProcess(tx, ctx, now, { kind, companyId, work: {} });
    const plan = await planFor(tx, input, judgementOf(companyId, now, policy));
    const count = await addItems(
      tx,
      { companyId, id: processId },
      matchesWithVersion(plan, input.operation === 'disable' ? now : null),
    );
    const problem = problemWith(count, input.confirmed);
    if (problem !== null) return fail(problem);
    await recordAudit(tx, ctx, companyId, now, {
      kind: 'process.started',
      after: { process: processId, kind, total: count },
    });
    return ok({ processId, count });
  });
}

function problemWith(count: number, confirmed: number): BulkError | null {
  if (count === 0) return { code: 'NOTHING_MATCHES' };
  if (count > MOST_AT_ONCE) return { code: 'TOO_MANY', most: MOST_AT_ONCE };
  return count > confirmed ? { code: 'CHANGED', count } : null;
}

function wishFor(companyId: string, { operation }: BulkInput) {
  return { action: `key.${operation}-many`, companyId } as const;
}

function judgementOf(companyId: string, now: Judgement['now'], { requiresMfa }: KeyPolicy): Judgement {
  return { companyId, now, requiresMfa };
}

async function planFor(db: Db | Tx, { keys, filters }: BulkInput, judgement: Judgement): Promise<Plan> {
  return keys === null ? planList(db, filters, judgement) : planChosen(keys, judgement);
}
