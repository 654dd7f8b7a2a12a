import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generate } from 'otplib';
import { addPerson } from '@/lib/accounts/commands/add-person';
import { completeSignIn } from '@/lib/accounts/commands/complete-sign-in';
import { signInWithPassword } from '@/lib/accounts/commands/sign-in-with-password';
import { startSession } from '@/lib/accounts/commands/start-session';
import { findLiveSession } from '@/lib/accounts/queries';
import { lockForSignIn } from '@/lib/accounts/store';
import type { Actor, PersonActor } from '@/lib/authz/actor';
import { randomBase62 } from '@/lib/kernel/base62';
import type { Clock } from '@/lib/kernel/clock';
import { MINUTE, plus, toDate } from '@/lib/kernel/instant';
import { disableMfa } from '@/lib/mfa/commands/disable-mfa';
import { enrolAtMachine } from '@/lib/mfa/commands/enrol-at-machine';
import { systemClock } from '@/lib/platform/clock';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { hashPassword } from '@/lib/platform/passwords';
import { newId, randomBytes } from '@/lib/platform/random';
import { transact } from '@/lib/platform/transaction';
import type { KeyPolicy } from '@/lib/policy/policy';
import { makeCompany } from '@/test/support/scene';
import { dataDir, demo } from './installation';

/** Somebody new in the demo company, whom no other test knows. */
export type Person = {
  id: string;
  companyId: string;
  name: string;
  email: string;
  password: string;
  totpSecret: string | null;
  recoveryCodes: string[];
};

export type Traits = {
  name?: string;
  hasMfa?: boolean;
  hasKeyManagement?: boolean;
  isAdministrator?: boolean;
  /** Of the installation, besides whoever it is already. */
  isOperator?: boolean;
  /** Of another company than the demo's. */
  companyId?: string;
};

/** A company of its own, for a test that changes what holds for everybody in it. @returns its id */
export async function makeOwnCompany(policy: Partial<KeyPolicy> = {}): Promise<string> {
  connect();
  return makeCompany(systemClock, policy);
}

/** Of everybody whom a worker makes: another one for each of them would cost more than most of what is tested. */
const password = randomBase62(16, randomBytes);
let hashed: Promise<string> | undefined;

/** Adds a person by the program's own commands, in this process. */
export async function makePerson({
  name = 'Robin Archer',
  hasMfa = true,
  hasKeyManagement = true,
  isAdministrator = false,
  isOperator = false,
  companyId: ownCompanyId,
}: Traits = {}): Promise<Person> {
  const ctx = contextOf({ kind: 'system', name: 'setup' });
  const companyId = ownCompanyId ?? (await ctx.db.company.findUniqueOrThrow({ where: { slug: 'northwind' } })).id;
  const suffix = randomBase62(6, randomBytes).toLowerCase();
  const email = `robin.${suffix}@northwind.example`;
  const input = { companyId, name, email, password: null, hasKeyManagement, isAdministrator };
  const { personId: id } = expectOk(await addPerson(ctx, input));
  hashed ??= hashPassword(password);
  const passwordHash = await hashed;
  // Handing on would take the installation from the demo's own operator.
  await ctx.db.person.update({ where: { id }, data: { passwordHash, isInstallationOperator: isOperator } });
  const enrolled = hasMfa ? expectOk(await enrolAtMachine(ctx, { companyId, personId: id })) : null;
  const { totpSecret = null, recoveryCodes = [] } = enrolled ?? {};
  return { id, companyId, name, email, password, totpSecret, recoveryCodes };
}

/** What a complete sign-in ends with, a session with a fresh code where MFA is on. @returns the session's token */
export async function startSessionOf({ id, companyId, email, totpSecret }: Person): Promise<string> {
  const nobody = contextOf({ kind: 'anonymous' });
  const now = nobody.clock.now();
  return transact(nobody.db, async (tx) => {
    const person = await lockForSignIn(tx, { companyId, personId: id });
    if (person === null) throw new Error(`${email} is not there`);
    const method = totpSecret === null ? 'password' : 'totp';
    return (await startSession(tx, nobody, person, { method, passwordAt: now }, now)).token;
  });
}

/** Signs in with the first recovery code, from somewhere else. */
export async function signInByRecoveryCode({ email, password, recoveryCodes: [code = ''] }: Person): Promise<void> {
  const nobody = contextOf({ kind: 'anonymous' });
  const { token: pendingToken } = expectOk(await signInWithPassword(nobody, { email, password }));
  expectOk(await completeSignIn(nobody, { pendingToken, method: 'recovery_code', code }));
}

/** For whoever has given a code just now: that one is spent, and the next is admitted by the clocks' tolerance already. */
export function nextCode({ totpSecret }: Person): Promise<string> {
  return generate({ secret: totpSecret ?? '', epoch: Math.floor(systemClock.now() / 1000) + 30 });
}

/** MFA again, or for the first time, as its set-up leaves it. @returns the person as they are then */
export async function switchMfaOn(person: Person): Promise<Person> {
  const { id: personId, companyId } = person;
  const enrolled = await enrolAtMachine(contextOf({ kind: 'system', name: 'setup' }), { companyId, personId });
  return { ...person, ...expectOk(enrolled) };
}

/** Signs in once to switch MFA off. @returns the person as they are then */
export async function switchMfaOff(person: Person): Promise<Person> {
  const actor = await signedInActor(person);
  expectOk(await disableMfa(contextOf(actor), { code: await nextCode(person) }));
  return { ...person, totpSecret: null, recoveryCodes: [] };
}

/** The person as a page sees them, in a session of their own. */
async function signedInActor(person: Person): Promise<PersonActor> {
  const token = await startSessionOf(person);
  const session = await findLiveSession(connect(), systemClock, token);
  if (session === null) throw new Error(`${person.email} is not signed in`);
  return session.actor;
}

/** As if the last code had been given six minutes ago, which is one too many to count as fresh. */
export async function letCodeGrowOld({ id }: Person): Promise<void> {
  const mfaAt = toDate(plus(systemClock.now(), -6 * MINUTE));
  await connect().session.updateMany({ where: { personId: id }, data: { mfaAt } });
}

/** For commands that a person runs, past the console. */
export function asOwner({ id, companyId, name, email, totpSecret }: Person, clock: Clock = systemClock): Ctx {
  const actor: PersonActor = {
    kind: 'person',
    id,
    companyId,
    name,
    email,
    isAdministrator: false,
    isInstallationOperator: false,
    hasKeyManagement: true,
    hasMfa: totpSecret !== null,
    sessionId: newId('ses'),
  };
  return contextOf(actor, clock);
}

/** The same for an administrator. */
export function asAdministrator(person: Person, clock: Clock = systemClock): Ctx {
  const ctx = asOwner(person, clock);
  return ctx.actor.kind === 'person' ? { ...ctx, actor: { ...ctx.actor, isAdministrator: true } } : ctx;
}

export function contextOf(actor: Actor, clock: Clock = systemClock): Ctx {
  return { db: connect(), clock, actor, request: { id: newId('req') } };
}

/** The commands read the settings of their process: here those of the demo. */
function connect() {
  process.env['DATABASE_URL'] ??= demo().databaseUrl;
  process.env['KEYDESK_SECRET'] ??= readFileSync(path.join(dataDir(), 'secret'), 'utf8').trim();
  return database();
}

export function expectOk<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
