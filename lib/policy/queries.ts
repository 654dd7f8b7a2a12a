import { can } from '@/lib/authz/can';
import { findReadingFacts, type ReadingFacts } from '@/lib/companies/reading-facts';
import type { Instant } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { Db, Tx } from '@/lib/platform/database';
import type { KeyPolicy } from './policy';
import { type DraftReading, isFewer, type PolicySettings, settingsOf } from './settings';
import { lockAgainstChange, readPolicy } from './store';
import { countEffect, countHoldings, type Effect, type Holding, listStopping, type StoppingKey } from './store-effect';

/** The policy in force. */
export async function findPolicy(db: Db, companyId: string): Promise<KeyPolicy> {
  return readPolicy(db, companyId);
}

/** The policy that a write is decided on: it does not change before the transaction ends. Locked after the owner. */
export async function lockPolicy(tx: Tx, companyId: string): Promise<KeyPolicy> {
  await lockAgainstChange(tx, companyId);
  return readPolicy(tx, companyId);
}

/** A draft of the policy beside the one in force, and what it would do to the keys there are. */
export type PolicyComparison = {
  saved: PolicySettings;
  draft: DraftReading;
  isLimitApplied: boolean;
  effect: Effect;
  stopping: StoppingKey[];
  /** Empty unless the draft lets owners have fewer keys, or fewer kinds of owners have any. */
  holdings: Holding[];
  zones: ReadingFacts;
  now: Instant;
};

/** As many as somebody reads before deciding. */
const STOPPING_SHOWN = 20;

/**
 * Compares the policy in force with a draft that is made of it; null for whoever may not change it.
 * @param isLimitApplied the keys there are get the draft's inactivity limit
 */
export async function comparePolicy(
  ctx: Ctx,
  draftOf: (saved: PolicySettings) => DraftReading,
  isLimitApplied: boolean,
): Promise<PolicyComparison | null> {
  const { actor, db } = ctx;
  if (actor.kind !== 'person' || !can(actor, { action: 'policy.change', companyId: actor.companyId })) return null;
  const { companyId, id: personId } = actor;
  const now = ctx.clock.now();
  const [policy, zones] = await Promise.all([readPolicy(db, companyId), findReadingFacts(db, { companyId, personId })]);
  const saved = settingsOf(policy);
  const draft = draftOf(saved);
  const question = {
    companyId,
    now,
    mfa: { before: saved.requiresMfa, after: draft.settings.requiresMfa },
    limit: draft.settings.notAccessed,
    isApplied: isLimitApplied,
  };
  const effect = await countEffect(db, question);
  const stopping = effect.all.stop === 0 ? [] : await listStopping(db, question, STOPPING_SHOWN);
  const isTighter = effect.keys > 0 && isTighterForOwners(saved, draft.settings);
  const holdings = isTighter ? await countHoldings(db, companyId, draft.settings.keysPerOwner) : [];
  return { saved, draft, isLimitApplied, effect, stopping, holdings, zones, now };
}

function isTighterForOwners(before: PolicySettings, after: PolicySettings): boolean {
  return isFewer(before, after) || before.owners.some((kind) => !after.owners.includes(kind));
}
