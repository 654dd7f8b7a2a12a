import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addPerson } from '@/lib/accounts/commands/add-person';
import type { Actor } from '@/lib/authz/actor';
import { randomBase62 } from '@/lib/kernel/base62';
import { enrolAtMachine } from '@/lib/mfa/commands/enrol-at-machine';
import { systemClock } from '@/lib/platform/clock';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { newId, randomBytes } from '@/lib/platform/random';
import { dataDir, demo } from './installation';

/** Somebody new in the demo company, whom no other test knows. */
export type Person = {
  id: string;
  companyId: string;
  name: string;
  email: string;
  password: string;
  totpSecret: string | null;
};

export type Traits = { hasMfa?: boolean; hasKeyManagement?: boolean; isAdministrator?: boolean };

/** Adds a person by the program's own commands, in this process. */
export async function makePerson({
  hasMfa = true,
  hasKeyManagement = true,
  isAdministrator = false,
}: Traits = {}): Promise<Person> {
  const ctx = machineContext();
  const companyId = (await ctx.db.company.findUniqueOrThrow({ where: { slug: 'northwind' } })).id;
  const suffix = randomBase62(6, randomBytes).toLowerCase();
  const name = 'Robin Archer';
  const email = `robin.${suffix}@northwind.example`;
  const password = randomBase62(16, randomBytes);
  const input = { companyId, name, email, password, hasKeyManagement, isAdministrator };
  const { personId: id } = expectOk(await addPerson(ctx, input));
  const enrolled = hasMfa ? expectOk(await enrolAtMachine(ctx, { companyId, personId: id })) : null;
  return { id, companyId, name, email, password, totpSecret: enrolled?.totpSecret ?? null };
}

export function contextOf(actor: Actor): Ctx {
  return { db: connect(), clock: systemClock, actor, request: { id: newId('req') } };
}

/** For commands that a person runs, past the console. */
export function asOwner({ id, companyId, name, email, totpSecret }: Person): Ctx {
  return contextOf({
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
  });
}

function machineContext(): Ctx {
  return contextOf({ kind: 'system', name: 'setup' });
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
