import type { PersonActor } from '@/lib/authz/actor';
import { can } from '@/lib/authz/can';
import type { Ctx } from '@/lib/platform/context';
import type { PersonScope } from '../store';

/** Whose account: always the actor's own. */
export type OwnAccount = { actor: PersonActor; scope: PersonScope };

export function ownAccount({ actor }: Ctx): OwnAccount | null {
  if (actor.kind !== 'person') return null;
  const scope = { companyId: actor.companyId, personId: actor.id };
  return can(actor, { action: 'account.change', ...scope }) ? { actor, scope } : null;
}
