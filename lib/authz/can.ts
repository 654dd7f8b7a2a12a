import type { Actor, PersonActor } from './actor';

/** Whose a key is. The company owns as itself: its `id` is then the company's. */
export type OwnerRef = { kind: 'USER' | 'SERVICE_ACCOUNT' | 'COMPANY'; id: string };

/**
 * In which capacity somebody acts on a key. It is said, never concluded: what an administrator does on the page of their own
 * keys must not reach a colleague's, since acting on those asks for a fresh second step.
 */
export type Capacity = 'OWNER' | 'ADMINISTRATOR';

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
        | 'key.group'
        | 'key.delete';
      companyId: string;
      owner: OwnerRef;
      as: Capacity;
    }
  | { action: 'service-account.read' | 'service-account.change'; companyId: string }
  | { action: 'tenant.read' | 'tenant.change'; companyId: string }
  | { action: 'key.list-all' | 'key.disable-many' | 'key.delete-many'; companyId: string }
  | { action: 'account.read' | 'account.change'; companyId: string; personId: string }
  | { action: 'access.request'; companyId: string; personId: string }
  | { action: 'access.answer'; companyId: string }
  | { action: PersonAction; companyId: string }
  /** By address, at the machine: for when no administrator is left who could. */
  | { action: 'person.reset-mfa' | 'person.grant-administrator'; companyId: string }
  | { action: 'policy.change'; companyId: string }
  | { action: 'process.read' | 'process.cancel' | 'process.run'; companyId: string }
  | { action: 'audit.read' | 'audit.export'; companyId: string }
  | { action: 'company.list' | 'company.add' | 'company.change' }
  | { action: 'installation.audit' | 'installation.hand-on' }
  | { action: 'installation.set-up' };

/** What is done to somebody of a company. */
export type PersonAction =
  | 'person.list'
  | 'person.add'
  | 'person.invite'
  | 'person.deactivate'
  | 'person.reactivate'
  | 'person.change-permission'
  | 'person.make-administrator'
  | 'person.unmake-administrator'
  | 'person.end-mfa'
  | 'person.start-password-reset'
  | 'person.make-primary-contact';

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
    case 'key.group':
    case 'key.delete':
      return wish.as === 'OWNER'
        ? owns(actor, wish.companyId, wish.owner)
        : isCompanyAdministrator(actor, wish.companyId);
    case 'key.list-all':
    case 'service-account.read':
    case 'service-account.change':
    case 'tenant.read':
    case 'tenant.change':
    case 'key.disable-many':
    case 'key.delete-many':
    case 'process.read':
    case 'process.cancel':
    case 'process.run':
      return isCompanyAdministrator(actor, wish.companyId);
    case 'account.read':
    case 'account.change':
    case 'access.request':
      return actor.kind === 'person' && actor.companyId === wish.companyId && actor.id === wish.personId;
    case 'access.answer':
    case 'policy.change':
      return isCompanyAdministrator(actor, wish.companyId);
    case 'person.add':
    case 'person.deactivate':
      if (actor.kind === 'system') return actor.name === 'setup' || actor.name === 'machine';
      return isCompanyAdministrator(actor, wish.companyId);
    case 'person.reset-mfa':
    case 'person.grant-administrator':
      return actor.kind === 'system' && actor.name === 'machine';
    case 'person.list':
    case 'person.invite':
    case 'person.reactivate':
    case 'person.change-permission':
    case 'person.make-administrator':
    case 'person.unmake-administrator':
    case 'person.end-mfa':
    case 'person.start-password-reset':
    case 'person.make-primary-contact':
      return isCompanyAdministrator(actor, wish.companyId);
    case 'audit.read':
    case 'audit.export':
      return isCompanyAdministrator(actor, wish.companyId);
    case 'company.list':
    case 'company.add':
    case 'company.change':
    case 'installation.audit':
    case 'installation.hand-on':
      return isOperator(actor);
    case 'installation.set-up':
      return actor.kind === 'system' && actor.name === 'setup';
    default:
      return false;
  }
}

function owns(actor: Actor, companyId: string, owner: OwnerRef): boolean {
  return actor.kind === 'person' && actor.companyId === companyId && owner.kind === 'USER' && actor.id === owner.id;
}

/** An administrator without a second step may nothing of this: whoever has their password could let people in. */
function isCompanyAdministrator(actor: Actor, companyId: string): actor is PersonActor {
  return actor.kind === 'person' && actor.isAdministrator && actor.hasMfa && actor.companyId === companyId;
}

/** Likewise: whoever runs the installation may add companies, and shut them. */
function isOperator(actor: Actor): actor is PersonActor {
  return actor.kind === 'person' && actor.isInstallationOperator && actor.hasMfa;
}
