import type { PersonActor } from '@/lib/authz/actor';
import { can, type OwnerRef } from '@/lib/authz/can';
import { findReadingFacts } from '@/lib/companies/reading-facts';
import type { Instant } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { KeyPolicy } from '@/lib/policy/policy';
import { findPolicy } from '@/lib/policy/queries';
import type { KeyRecord } from './dto';
import { countKeys, findKey, listKeys } from './store';
import { type Contact, findKeyOwner, findOwner, listContacts, type OwnerRow, type OwnerScope } from './store-owner';

/** More keys than a person looks through; where policy sets no limit, older ones are found in the inventory. */
const MOST_KEYS_ON_PAGE = 500;

export type OwnKeys = {
  keys: KeyRecord[];
  policy: KeyPolicy;
  timeZone: string;
  readerZone: string;
  helpDesk: string | null;
  /** One reading of the clock for the whole page. */
  now: Instant;
};

/** The signed-in person's keys with all that is needed to show them. Empty for anybody else. */
export async function findOwnKeys(ctx: Ctx): Promise<OwnKeys> {
  if (ctx.actor.kind !== 'person') throw new Error('keys have an owner');
  const scope = ownScope(ctx.actor);
  const [keys, policy, facts] = await Promise.all([
    listKeys(ctx.db, scope, MOST_KEYS_ON_PAGE),
    findPolicy(ctx.db, scope.companyId),
    findReadingFacts(ctx.db, { companyId: scope.companyId, personId: ctx.actor.id }),
  ]);
  return { keys, policy, ...facts, now: ctx.clock.now() };
}

export type OthersKeys = OwnKeys & { owner: OwnerRow };

/** The keys of an owner in the company, for its administrators; null for everybody else, and where there is no such owner. */
export async function findKeysOf(ctx: Ctx, ref: OwnerRef): Promise<OthersKeys | null> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return null;
  const { companyId } = actor;
  if (!can(actor, { action: 'key.read', companyId, owner: ref, as: 'ADMINISTRATOR' })) return null;
  const scope = { companyId, ownerKind: ref.kind, ownerId: ref.id };
  const [owner, keys, policy, facts] = await Promise.all([
    findOwner(ctx.db, scope),
    listKeys(ctx.db, scope, MOST_KEYS_ON_PAGE),
    findPolicy(ctx.db, companyId),
    findReadingFacts(ctx.db, { companyId, personId: actor.id }),
  ]);
  return owner === null ? null : { owner, keys, policy, ...facts, now: ctx.clock.now() };
}

/** Any key of the company with all that its owner's page would show, for administrators; null for everybody else. */
export async function findCompanyKey(ctx: Ctx, keyId: string): Promise<{ key: KeyRecord; others: OthersKeys } | null> {
  const { actor, db } = ctx;
  if (actor.kind !== 'person' || !can(actor, { action: 'key.list-all', companyId: actor.companyId })) return null;
  const scope = await findKeyOwner(db, actor.companyId, keyId);
  if (scope === null) return null;
  const [key, others] = await Promise.all([
    findKey(db, scope, keyId),
    findKeysOf(ctx, { kind: scope.ownerKind, id: scope.ownerId }),
  ]);
  return key === null || others === null ? null : { key, others };
}

/** How many keys the signed-in person has, whatever their state. */
export async function countOwnKeys({ actor, db }: Ctx): Promise<number> {
  return actor.kind === 'person' ? countKeys(db, ownScope(actor)) : 0;
}

/** One of the signed-in person's own keys, or null: also for one that is deleted or somebody else's. */
export async function findOwnKey(ctx: Ctx, keyId: string): Promise<KeyRecord | null> {
  if (ctx.actor.kind !== 'person') return null;
  return findKey(ctx.db, ownScope(ctx.actor), keyId);
}

/** A person's own keys are theirs to read: `can` has nothing to add to the scope. */
function ownScope({ companyId, id }: PersonActor): OwnerScope {
  return { companyId, ownerKind: 'USER', ownerId: id };
}

/** Whom a person without key management may ask: the primary contact first, then the administrators. */
export async function findContacts(ctx: Ctx): Promise<Contact[]> {
  if (ctx.actor.kind !== 'person') return [];
  return listContacts(ctx.db, ctx.actor.companyId);
}
