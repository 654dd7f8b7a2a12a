import fs from 'node:fs';
import { generate } from 'otplib';
import { completeSignIn } from '@/lib/accounts/commands/complete-sign-in';
import { setUpInstallation } from '@/lib/accounts/commands/set-up-installation';
import { signInWithPassword } from '@/lib/accounts/commands/sign-in-with-password';
import type { Actor } from '@/lib/authz/actor';
import { toDate } from '@/lib/kernel/instant';
import { enrolAtMachine } from '@/lib/mfa/commands/enrol-at-machine';
import { systemClock } from '@/lib/platform/clock';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { fetchWithin } from './fetch-within';
import { expectOk } from './scene';

const PASSWORD = 'heron-quartz-58-lagoon';
/** A console that is being killed may leave a connection open that nobody will ever answer on. */
const ANSWER_TIMEOUT_MS = 5_000;

/** What an action answered, or `null` when no answer came: whether it was done is then unknown. */
export type Answer = { ok: true; value: Record<string, unknown> } | { ok: false; error: { code: string } } | null;

/** The console as a signed-in browser uses it: server actions over HTTP. */
export class ConsoleClient {
  readonly #origin: string;
  readonly #cookie: string;
  readonly #actionIds = readActionIds();

  constructor(origin: string, sessionToken: string) {
    this.#origin = origin;
    this.#cookie = `keydesk-session=${sessionToken}`;
  }

  /** @param action its exported name in `app/(console)/user-control/actions.ts` */
  async act(action: string, fields: Record<string, string>): Promise<Answer> {
    const id = this.#actionIds.get(action);
    if (id === undefined) throw new Error(`there is no action ${action}`);
    // React's way of passing (null, FormData): the arguments, then the entries of the first referenced form.
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value);
    body.append('0', '[null,"$K1"]');
    try {
      const headers = { 'next-action': id, origin: this.#origin, cookie: this.#cookie, accept: 'text/x-component' };
      const asked = { method: 'POST', headers, body };
      return await fetchWithin(ANSWER_TIMEOUT_MS, `${this.#origin}/user-control`, asked, async (response) =>
        response.status === 200 ? readAnswer(await response.text()) : null,
      );
    } catch {
      return null;
    }
  }
}

/** Row 1 of the stream is what the action returned. Cut off, it is no answer. */
function readAnswer(stream: string): Answer {
  const row = /^1:(\{.*\})$/m.exec(stream)?.[1];
  return row === undefined ? null : (JSON.parse(row) as Answer); // written by defineAction
}

/** Next names actions by a hash of its own; the build notes which is which. */
export function readActionIds(): Map<string, string> {
  const manifest = JSON.parse(fs.readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as {
    node: Record<string, { exportedName: string }>; // Next's own file
  };
  return new Map(Object.entries(manifest.node).map(([id, { exportedName }]) => [exportedName, id]));
}

/**
 * Makes the company and its administrator by the program's own commands in this process, whose settings must be those of
 * the installation, and signs them in with password and TOTP.
 * @returns the token of the session
 */
export async function setUpAndSignIn(): Promise<string> {
  const administrator = { name: 'Priya Raman', email: 'priya.raman@northwind.example', password: PASSWORD };
  const company = { name: 'Northwind', timeZone: 'America/Chicago', helpDesk: null };
  const machine = contextOf({ kind: 'system', name: 'setup' });
  const made = await setUpInstallation(machine, { token: null, isDemo: false, company, administrator });
  const { companyId, personId } = expectOk(made);
  const { totpSecret } = expectOk(await enrolAtMachine(machine, { companyId, personId }));
  const anonymous = contextOf({ kind: 'anonymous' });
  const first = expectOk(await signInWithPassword(anonymous, administrator));
  const code = await generate({ secret: totpSecret });
  return expectOk(await completeSignIn(anonymous, { pendingToken: first.token, method: 'totp', code })).token;
}

/** As if everybody who is signed in had entered a code just now: changes of keys ask for one of the last minutes. */
export async function confirmIdentities(): Promise<void> {
  await database().session.updateMany({ data: { mfaAt: toDate(systemClock.now()) } });
}

function contextOf(actor: Actor): Ctx {
  return { db: database(), clock: systemClock, actor, request: { id: newId('req') } };
}
