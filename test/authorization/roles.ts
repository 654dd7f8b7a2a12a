import type { PersonActor } from '@/lib/authz/actor';
import type { Clock } from '@/lib/kernel/clock';
import { HOUR, plus, toDate } from '@/lib/kernel/instant';
import { TOTP_SECRET_BYTES, toBase32 } from '@/lib/mfa/domain/totp';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { newId, randomBytes } from '@/lib/platform/random';
import { CHEAP_HASH } from '@/test/support/account';
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
  const stage: Stage = {
    clock,
    companyId,
    colleague: player(companyId),
    people: {
      'member without key management': player(companyId, { hasKeyManagement: false }),
      member: player(companyId),
      administrator: player(companyId, { isAdministrator: true }),
      'administrator of another company': player(await makeCompany(clock), { isAdministrator: true }),
      'installation operator': player(await makeCompany(clock), { isInstallationOperator: true }),
    },
  };
  await enter([stage.colleague, ...Object.values(stage.people)], clock);
  return stage;
}

function player(companyId: string, traits: Traits = {}): Player {
  const id = newId('usr');
  return {
    kind: 'person',
    id,
    companyId,
    name: 'Dana Whitfield',
    email: `${id.toLowerCase()}@northwind.example`,
    isAdministrator: false,
    isInstallationOperator: false,
    hasKeyManagement: true,
    hasMfa: true,
    ...traits,
    sessionId: newId('ses'),
    totpSecret: toBase32(randomBytes(TOTP_SECRET_BYTES)),
  };
}

/** Two statements for all of them: a stage is set for nearly every test of the matrix. */
async function enter(players: readonly Player[], clock: Clock): Promise<void> {
  const at = toDate(clock.now());
  await database().person.createMany({
    data: players.map(({ id, companyId, name, email, totpSecret, ...flags }) => {
      const sealed = keyring().seal('totp-secret', new TextEncoder().encode(totpSecret), id);
      return {
        id,
        companyId,
        name,
        email,
        emailKey: email,
        appearance: 'SYSTEM' as const,
        isAdministrator: flags.isAdministrator,
        isInstallationOperator: flags.isInstallationOperator,
        hasKeyManagement: flags.hasKeyManagement,
        passwordHash: CHEAP_HASH,
        passwordChangedAt: at,
        mfaEnabledAt: at,
        totpSecret: sealed.ciphertext,
        secretId: sealed.secretId,
        createdAt: at,
      };
    }),
  });
  await database().session.createMany({ data: players.map((one) => sessionRow(one.sessionId, clock, one)) });
}

/** A session in force, all of whose factors are fresh. */
export async function openSession(clock: Clock, companyId: string, personId: string): Promise<string> {
  const id = newId('ses');
  await database().session.create({ data: sessionRow(id, clock, { companyId, id: personId }) });
  return id;
}

function sessionRow(id: string, clock: Clock, { companyId, id: personId }: Pick<Player, 'companyId' | 'id'>) {
  const now = toDate(clock.now());
  return {
    id,
    companyId,
    personId,
    tokenHash: new TextEncoder().encode(id),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: toDate(plus(clock.now(), HOUR)),
    passwordAt: now,
    mfaAt: now,
  };
}

export const SIGNED_IN: readonly SignedIn[] = ROLES.filter((role) => role !== 'signed out');
