import type { Actor, PersonActor } from './actor';

/** What an actor wants to do, and to whose. Ownership is asked again in the WHERE of the write. */
export type Wish =
  | {
      action:
        | 'key.read'
        | 'key.generate'
        | 'key.disable'
        | 'key.activate'
        | 'key.regenerate'
        | 'key.renew'
        | 'key.edit'
        | 'key.delete';
      companyId: string;
      ownerId: string;
    }
  | { action: 'account.read' | 'account.change'; companyId: string; personId: string }
  | { action: 'access.request'; companyId: string; personId: string }
  | { action: 'access.answer'; companyId: string }
  | { action: 'person.add' | 'person.deactivate'; companyId: string }
  | { action: 'person.reset-mfa' | 'person.grant-administrator'; companyId: string }
  | { action: 'installation.set-up' };

/**
 * Whether the actor may at all; eligibility (key management, MFA) and policy are asked by the command, because their refusal
 * leads somewhere else. Default deny: a wish that no line allows is refused.
 */
export function can(actor: Actor, wish: Wish): boolean {
  switch (wish.action) {
    case 'key.read':
    case 'key.generate':
    case 'key.disable':
    case 'key.activate':
    case 'key.regenerate':
    case 'key.renew':
    case 'key.edit':
    case 'key.delete':
      return actor.kind === 'person' && actor.companyId === wish.companyId && actor.id === wish.ownerId;
    case 'account.read':
    case 'account.change':
    case 'access.request':
      return actor.kind === 'person' && actor.companyId === wish.companyId && actor.id === wish.personId;
    case 'access.answer':
      // An administrator without a second step may not: whoever has their password could let people in.
      return isAdministrator(actor, wish.companyId) && actor.hasMfa;
    case 'person.add':
    case 'person.deactivate':
      if (actor.kind === 'system') return actor.name === 'setup' || actor.name === 'machine';
      return isAdministrator(actor, wish.companyId);
    case 'person.reset-mfa':
    case 'person.grant-administrator':
      return actor.kind === 'system' && actor.name === 'machine';
    case 'installation.set-up':
      return actor.kind === 'system' && actor.name === 'setup';
    default:
      return false;
  }
}

function isAdministrator(actor: Actor, companyId: string): actor is PersonActor {
  return actor.kind === 'person' && actor.isAdministrator && actor.companyId === companyId;
}
