import bcrypt from 'bcryptjs';
import { generateSync } from 'otplib';
import { completeSignIn } from '@/lib/accounts/commands/complete-sign-in';
import { signInWithPassword } from '@/lib/accounts/commands/sign-in-with-password';
import type { LiveSession } from '@/lib/accounts/dto';
import { findLiveSession } from '@/lib/accounts/queries';
import type { Clock } from '@/lib/kernel/clock';
import { SECOND, toDate } from '@/lib/kernel/instant';
import { enrolAtMachine } from '@/lib/mfa/commands/enrol-at-machine';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import type { FixedClock } from './fixed-clock';
import { contextFor, expectOk, makePerson } from './scene';

/** People who sign in with a password that costs little to check: what a test does not ask about must not take its time. */

export const PASSWORD = 'seven quiet herons';
export const CHEAP_HASH = bcrypt.hashSync(PASSWORD, 4);

export type Account = {
  companyId: string;
  personId: string;
  email: string;
  /** Empty without MFA. */
  totpSecret: string;
  recoveryCodes: string[];
};

export async function makeAccount(
  clock: Clock,
  companyId: string,
  traits: { hasMfa?: boolean; isAdministrator?: boolean } = {},
): Promise<Account> {
  const { hasMfa = false, isAdministrator = false } = traits;
  const { id, email } = await makePerson(clock, companyId, { hasMfa: false, isAdministrator });
  await database().person.update({
    where: { id },
    data: { passwordHash: CHEAP_HASH, passwordChangedAt: toDate(clock.now()) },
  });
  const account = { companyId, personId: id, email, totpSecret: '', recoveryCodes: [] };
  if (!hasMfa) return account;
  const machine = contextFor({ kind: 'system', name: 'setup' }, clock);
  return { ...account, ...expectOk(await enrolAtMachine(machine, { companyId, personId: id })) };
}

let addresses = 0;

/** Somebody signed out, from an address of their own, so that tests do not slow each other. */
export function visitor(clock: Clock, userAgent = 'vitest'): Ctx {
  addresses += 1;
  const address = `198.18.${Math.floor(addresses / 250) % 250}.${(addresses % 250) + 1}`;
  return {
    db: database(),
    clock,
    actor: { kind: 'anonymous' },
    request: { id: newId('req'), address, userAgent },
  };
}

export const codeOf = (secret: string, clock: Clock): string =>
  generateSync({ secret, epoch: Math.floor(clock.now() / SECOND) });

/** The token of a whole sign-in, with a code where MFA is on. */
export async function signIn(clock: Clock, account: Account, password = PASSWORD, userAgent?: string): Promise<string> {
  const ctx = visitor(clock, userAgent);
  const step = expectOk(await signInWithPassword(ctx, { email: account.email, password }));
  if (step.next === 'DONE') return step.token;
  const code = codeOf(account.totpSecret, clock);
  return expectOk(await completeSignIn(ctx, { pendingToken: step.token, method: 'totp', code })).token;
}

export const findSession = (clock: FixedClock, token: string): Promise<LiveSession | null> =>
  findLiveSession(database(), clock, token);

/** What a command is handed by the browser that holds the token. */
export async function contextOf(clock: FixedClock, token: string): Promise<Ctx> {
  const session = await findSession(clock, token);
  if (session === null) throw new Error('not signed in');
  return { ...visitor(clock), actor: session.actor };
}

export async function auditKinds(personId: string): Promise<string[]> {
  const rows = await database().auditEvent.findMany({
    where: { personId },
    orderBy: { seq: 'asc' },
    select: { kind: true },
  });
  return rows.map(({ kind }) => kind);
}

export async function mailKinds(personId: string): Promise<string[]> {
  const rows = await database().outboxMail.findMany({
    where: { personId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { kind: true },
  });
  return rows.map(({ kind }) => kind);
}
