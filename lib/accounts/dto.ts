import type { PersonActor } from '@/lib/authz/actor';
import type { Instant } from '@/lib/kernel/instant';
import type { PersonRow, SessionRow } from './store';

/** A sign-in in force, and everything that a page's frame needs of its person and company. */
export type LiveSession = {
  actor: PersonActor;
  sessionId: string;
  /** When the password was last given in this session. */
  passwordAt: Instant;
  /** When a TOTP code was last given in this session. */
  mfaAt: Instant | null;
  createdAt: Instant;
  companyName: string;
  companySlug: string;
  companyTimeZone: string;
  helpDesk: string | null;
  /** The person's own zone, else the company's. */
  timeZone: string;
  appearance: 'SYSTEM' | 'LIGHT' | 'DARK';
};

/** A cookie's value, and until when it is good at most. */
export type Cookie = { token: string; expiresAt: Instant };

/** What the browser gets after a step. After the last one it is a known browser. */
export type SignInStep = ({ next: 'CODE' } & Cookie) | ({ next: 'DONE'; browser: Cookie } & Cookie);

/** Built field by field: a row holds hashes, an actor must not. */
export function actorOf(person: PersonRow, sessionId: string): PersonActor {
  return {
    kind: 'person',
    id: person.id,
    companyId: person.companyId,
    name: person.name,
    email: person.email,
    isAdministrator: person.isAdministrator,
    isInstallationOperator: person.isInstallationOperator,
    hasKeyManagement: person.hasKeyManagement,
    hasMfa: person.hasMfa,
    sessionId,
  };
}

export function liveSessionOf(row: SessionRow): LiveSession {
  return {
    actor: actorOf({ ...row, id: row.personId }, row.id),
    sessionId: row.id,
    passwordAt: row.passwordAt,
    mfaAt: row.mfaAt,
    createdAt: row.createdAt,
    companyName: row.companyName,
    companySlug: row.companySlug,
    companyTimeZone: row.companyTimeZone,
    helpDesk: row.helpDesk,
    timeZone: row.personTimeZone ?? row.companyTimeZone,
    appearance: row.appearance,
  };
}

/** Somebody of the company after something was done to them. */
export type ChangedPerson = { id: string; name: string };
