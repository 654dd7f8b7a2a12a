import type { PersonActor } from '@/lib/authz/actor';
import type { Clock } from '@/lib/kernel/clock';
import { HOUR, plus, toDate } from '@/lib/kernel/instant';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { makeAccount } from '@/test/support/account';
import { makeCompany } from '@/test/support/scene';

/** Everybody who can stand before an action or a page. What is acted on is always the member's, or their company's. */
export const ROLES = [
  'signed out',
  'member without key management',
  'member',
  'administrator',
  'administrator of another company',
  'installation operator',
] as const;

export type Role = (typeof ROLES)[number];
export type SignedIn = Exclude<Role, 'signed out'>;

export type Stage = {
  clock: Clock;
  companyId: string;
  people: Record<SignedIn, Player>;
  /** Somebody else of the company, whom it is done to. */
  colleague: Player;
};

/** Somebody who is signed in, with what they know. */
export type Player = PersonActor & { totpSecret: string };

type Traits = Partial<Pick<PersonActor, 'hasKeyManagement' | 'isAdministrator' | 'isInstallationOperator'>>;

/** A company with one person of each role, another company, and the operator, who is a member of a third. */
export async function setStage(clock: Clock): Promise<Stage> {
  const companyId = await makeCompany(clock);
  return {
    clock,
    companyId,
    colleague: await makePlayer(clock, companyId),
    people: {
      'member without key management': await makePlayer(clock, companyId, { hasKeyManagement: false }),
      member: await makePlayer(clock, companyId),
      administrator: await makePlayer(clock, companyId, { isAdministrator: true }),
      'administrator of another company': await makePlayer(clock, await makeCompany(clock), { isAdministrator: true }),
      'installation operator': await makePlayer(clock, await makeCompany(clock), { isInstallationOperator: true }),
    },
  };
}

async function makePlayer(clock: Clock, companyId: string, traits: Traits = {}): Promise<Player> {
  const { personId, email, totpSecret } = await makeAccount(clock, companyId, { hasMfa: true });
  const flags = { hasKeyManagement: true, isAdministrator: false, isInstallationOperator: false, ...traits };
  await database().person.update({ where: { id: personId }, data: flags });
  const sessionId = await openSession(clock, companyId, personId);
  const who = { kind: 'person', id: personId, companyId, name: 'Dana Whitfield', email } as const;
  return { ...who, ...flags, hasMfa: true, sessionId, totpSecret };
}

/** A session in force, all of whose factors are fresh. */
export async function openSession(clock: Clock, companyId: string, personId: string): Promise<string> {
  const id = newId('ses');
  const now = toDate(clock.now());
  await database().session.create({
    data: {
      id,
      companyId,
      personId,
      tokenHash: new TextEncoder().encode(id),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: toDate(plus(clock.now(), HOUR)),
      passwordAt: now,
      mfaAt: now,
    },
  });
  return id;
}

export const SIGNED_IN: readonly SignedIn[] = ROLES.filter((role) => role !== 'signed out');
