import { recordAudit } from '@/lib/audit/record';
import { can } from '@/lib/authz/can';
import type { Json } from '@/lib/kernel/canonical-json';
import type { Instant } from '@/lib/kernel/instant';
import { periodCode } from '@/lib/kernel/period-code';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { inTransaction } from '@/lib/platform/transaction';
import { startProcess } from '@/lib/processes/commands/start-process';
import { APPLY_LIMIT } from '../apply-limit-process';
import type { PolicyError } from '../errors';
import { revisionOf } from '../revision';
import type { ChangePolicyInput } from '../schemas';
import { auditSettings, changedSettings, policyOf, settingsOf } from '../settings';
import { lockForChange, readPolicy, updatePolicy } from '../store';
import { applyLimit, countLimits } from '../store-effect';

/**
 * `settings`: how many differ from before; `keys`: how many got another inactivity limit; `keysLater`: how many get it by a
 * process behind this, since they are too many to be changed at once.
 */
export type ChangedPolicy = { settings: number; keys: number; keysLater: number };

/** Nobody waits long for what the change of so many keys locks. */
export const MOST_KEYS_AT_ONCE = 5_000;

/**
 * Makes the settings the company's policy. It holds from the commit on, for pages, commands and verdicts alike; keys keep the
 * inactivity limit they were issued under unless `applyLimit`. Lock order: policy → keys → audit head, and whoever changes a
 * key holds the policy first.
 */
export async function changePolicy(ctx: Ctx, input: ChangePolicyInput): Promise<Result<ChangedPolicy, PolicyError>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const { companyId } = actor;
  if (!can(actor, { action: 'policy.change', companyId })) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return inTransaction<ChangedPolicy, PolicyError>(ctx.db, async (tx) => {
    await lockForChange(tx, companyId);
    const before = settingsOf(await readPolicy(tx, companyId));
    if (revisionOf(before) !== input.seen) return fail({ code: 'CONFLICT' });
    const changed = changedSettings(before, input.settings);
    if (changed.length > 0) await updatePolicy(tx, companyId, policyOf(input.settings), now);
    const applied = input.applyLimit ? await applyToKeys(tx, ctx, companyId, input, now) : NO_KEYS;
    if (changed.length === 0 && applied.keys + applied.keysLater === 0) return ok({ settings: 0, ...NO_KEYS });
    await recordAudit(tx, ctx, companyId, now, {
      kind: 'policy.changed',
      before: auditSettings(before, changed),
      after: { ...auditSettings(input.settings, changed), ...auditApplied(input, applied) },
    });
    return ok({ settings: changed.length, ...applied });
  });
}

type Applied = Pick<ChangedPolicy, 'keys' | 'keysLater'>;

const NO_KEYS: Applied = { keys: 0, keysLater: 0 };

/** In this transaction, or where that would hold too many keys, by a process that begins when it has committed. */
async function applyToKeys(
  tx: Tx,
  ctx: Ctx,
  companyId: string,
  { settings: { notAccessed } }: ChangePolicyInput,
  now: Instant,
): Promise<Applied> {
  const { otherLimit: keys } = await countLimits(tx, companyId, notAccessed);
  if (keys <= MOST_KEYS_AT_ONCE) {
    const { count } = await applyLimit(tx, companyId, notAccessed, { after: '', most: MOST_KEYS_AT_ONCE });
    return { keys: count, keysLater: 0 };
  }
  const work = { limit: notAccessed === null ? null : periodCode(notAccessed) };
  await startProcess(tx, ctx, now, { kind: APPLY_LIMIT, companyId, work, total: keys });
  return { keys: 0, keysLater: keys };
}

function auditApplied(
  { applyLimit: isAsked }: ChangePolicyInput,
  { keys, keysLater }: Applied,
): { [name: string]: Json } {
  if (!isAsked) return {};
  return keysLater === 0 ? { keysGivenLimit: keys } : { keysToBeGivenLimit: keysLater };
}
