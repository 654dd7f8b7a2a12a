import { answerWaiting } from '@/lib/access/commands/answer-waiting';
import type { AuditEntry } from '@/lib/audit/event';
import { recordAudits } from '@/lib/audit/record';
import { can, type PersonAction } from '@/lib/authz/can';
import type { Json } from '@/lib/kernel/canonical-json';
import type { Instant } from '@/lib/kernel/instant';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';
import { inTransaction } from '@/lib/platform/transaction';
import { addItems, startProcess } from '@/lib/processes/commands/start-process';
import type { ProcessHandler } from '@/lib/processes/handler';
import { type ChangePeopleInput, changePeopleSchema, type PeopleChange } from '../directory-schemas';
import type { PeopleError } from '../errors';
import { endAccess, markAllDeactivated, setKeyManagement } from '../store-administration';
import { changingPeople } from '../store-directory';
import { lockPeople } from '../store-people';
import { stillMay } from './administer';
import { keyManagementEntry } from './change-key-management';

export const PEOPLE_PROCESS = 'people.change';

/** How many were changed; where it goes on behind the page, how many will be. */
export type PeopleChanged = { change: PeopleChange; count: number; isUnderWay: boolean };

/**
 * The same change to several people. Those of a page change at once, together; all that a filter finds are written down now
 * and changed by the worker, at most 500 in a transaction. Whoever does it is left out, so that an administrator stays.
 */
export async function changePeople(ctx: Ctx, input: ChangePeopleInput): Promise<Result<PeopleChanged, PeopleError>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  const { change, ...selection } = input;
  const wish = { action: ACTIONS[change], companyId: actor.companyId };
  if (!can(actor, wish)) return fail({ code: 'NOT_FOUND' });
  const now = ctx.clock.now();
  return inTransaction<PeopleChanged, PeopleError>(ctx.db, async (tx) => {
    const ids = selection.people ?? [];
    const locked = await lockPeople(tx, actor.companyId, [...ids, actor.id]);
    if (!stillMay(ctx, locked, wish)) return fail({ code: 'NOT_FOUND' });
    if (selection.people !== null) {
      const count = await applyChange(tx, ctx, { companyId: actor.companyId, ids, change }, now);
      return ok({ change, count, isUnderWay: false });
    }
    const work = { change, by: actor.id };
    const id = await startProcess(tx, ctx, now, { kind: PEOPLE_PROCESS, companyId: actor.companyId, work });
    const people = changingPeople(actor.companyId, actor.id, change, selection);
    const count = await addItems(tx, { companyId: actor.companyId, id }, people);
    await recordAudits(tx, ctx, actor.companyId, now, [
      { kind: 'process.started', after: { process: id, kind: PEOPLE_PROCESS, change, total: count } },
    ]);
    return ok({ change, count, isUnderWay: true });
  });
}

const ACTIONS = {
  DEACTIVATE: 'person.deactivate',
  GRANT_KEY_MANAGEMENT: 'person.change-permission',
  WITHDRAW_KEY_MANAGEMENT: 'person.change-permission',
} as const satisfies Record<PeopleChange, PersonAction>;

type SeveralPeople = { companyId: string; ids: readonly string[]; change: PeopleChange };

/** At most 500 people, locked by whoever asks. @returns how many it changed: who is so already stays as they are */
async function applyChange(tx: Tx, ctx: Ctx, { companyId, ids, change }: SeveralPeople, now: Instant): Promise<number> {
  const others = ids.filter((id) => ctx.actor.kind !== 'person' || id !== ctx.actor.id);
  if (change === 'DEACTIVATE') {
    const changed = await markAllDeactivated(tx, companyId, others, now);
    await endAccess(tx, companyId, changed, now);
    await recordAudits(tx, ctx, companyId, now, changed.map(deactivationEntry));
    return changed.length;
  }
  const isGranted = change === 'GRANT_KEY_MANAGEMENT';
  const changed = await setKeyManagement(tx, companyId, others, isGranted);
  const answered = isGranted ? await answerWaiting(tx, ctx, companyId, changed, now) : [];
  const entries = changed.map((id) => keyManagementEntry(id, isGranted));
  await recordAudits(tx, ctx, companyId, now, [...answered, ...entries]);
  return changed.length;
}

function deactivationEntry(personId: string): AuditEntry {
  return { kind: 'person.deactivated', personId, before: { isActive: true }, after: { isActive: false } };
}

/** The worker's part. What was chosen is locked in its last strength at once: two that wait for each other's would not end. */
export const peopleProcess: ProcessHandler = {
  kind: PEOPLE_PROCESS,
  async runChunk({ tx, now, companyId, work, progress, actFor, takeItems }) {
    const { change, by } = readWork(work);
    const items = await takeItems();
    const ids = items.map(({ id }) => id);
    await lockPeople(tx, companyId, [...ids, by]);
    const ctx = await actFor(ids);
    const done = await applyChange(tx, ctx, { companyId, ids, change }, now);
    const cursor = ids.at(-1) ?? progress.cursor;
    const skipped = progress.skipped + ids.length - done;
    const isDone = ids.length === 0 || progress.done + done + skipped >= (progress.total ?? 0);
    return { progress: { ...progress, done: progress.done + done, skipped, cursor }, isDone };
  },
};

function readWork(work: { readonly [name: string]: Json }): { change: PeopleChange; by: string } {
  return { change: changePeopleSchema.shape.change.parse(work['change']), by: String(work['by']) };
}
