import pg from 'pg';
import { findLiveSession } from '@/lib/accounts/queries';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { systemClock } from '@/lib/platform/clock';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { makeAccount, signIn, visitor as somebody } from '@/test/support/account';
import { expectOk, makeCompany } from '@/test/support/scene';
import { type Amounts, ManyRows } from './many-rows';
import type { Findings, Soak, SoakCase } from './soak-case';
import { Visitor } from './visitor';

const AMOUNTS: Record<Soak['size'], Amounts> = {
  small: { people: 30, serviceAccounts: 5, keys: 300, events: 500 },
  large: { people: 1_000, serviceAccounts: 100, keys: 10_000, events: 50_000 },
};
const SAMPLES = { small: 2, large: 50 };
/** Rounds through all pages: code is compiled as it is used, and the first ones would pay for what all of them share. */
const WARMING = { small: 0, large: 20 };
/** Of the p95; what is small says nothing about what many take. */
const LONGEST_MS = { small: Number.POSITIVE_INFINITY, large: 60 };
const OWN_KEYS = 10;
/** Of the people that this case makes. */
const MARK = 'p';

/** Server time of each page, whole, with everything it streams. */
export const pages: SoakCase = {
  name: 'pages',
  claim:
    'Every page of the console answers within 60 ms (p95) in a company with a thousand people and ten thousand keys.',
  async run({ here, size }): Promise<Findings> {
    const companyId = await makeCompany(systemClock);
    const account = await makeAccount(systemClock, companyId, { hasMfa: true, isAdministrator: true });
    await database().person.update({
      where: { id: account.personId },
      data: { isInstallationOperator: true, hasKeyManagement: true },
    });
    const token = await signIn(systemClock, account);
    const keyId = await makeOwnKeys(token);
    const connection = new pg.Client({ connectionString: here.superuserUrl });
    await connection.connect();
    const rows = new ManyRows(connection, companyId, systemClock.now(), MARK);
    await rows.fill(AMOUNTS[size], account.personId, keyring(), () => undefined);
    await connection.end();
    const visitor = new Visitor(`http://localhost:${here.ports.console}`, token);
    const figures: [string, string][] = Object.entries(AMOUNTS[size]).map(([name, count]) => [name, String(count)]);
    const slow: string[] = [];
    for (let round = 0; round < WARMING[size]; round += 1) {
      for (const address of addresses(keyId)) await visitor.open(address);
    }
    for (const address of addresses(keyId)) {
      const times: number[] = [];
      for (let sample = 0; sample < SAMPLES[size]; sample += 1) times.push((await visitor.open(address)).ms);
      const name = address.replace(keyId, '…');
      const [middle, late] = [percentile(times, 0.5), percentile(times, 0.95)];
      figures.push([name, `p50 ${middle.toFixed(0)} ms, p95 ${late.toFixed(0)} ms`]);
      if (late > LONGEST_MS[size]) slow.push(`${name}: ${late.toFixed(0)} ms`);
    }
    return { figures, failures: [...visitor.failures, ...slow] };
  },
};

/** @returns one of the keys */
async function makeOwnKeys(token: string): Promise<string> {
  const session = await findLiveSession(database(), systemClock, token);
  if (session === null) throw new Error('not signed in');
  const ctx = { ...somebody(systemClock), actor: session.actor };
  let keyId = '';
  for (let index = 1; index <= OWN_KEYS; index += 1) {
    keyId = expectOk(await generateKey(ctx, { name: `Nightly export ${index}` })).id;
  }
  return keyId;
}

function addresses(keyId: string): string[] {
  return [
    '/user-control',
    `/user-control/keys/${keyId}`,
    '/security',
    '/settings',
    '/admin/users',
    `/admin/users/usr_${MARK}000000000000007/keys`,
    '/admin/access-requests',
    '/admin/keys',
    '/admin/api-keys',
    '/admin/service-accounts',
    '/admin/tenants',
    '/admin/policy',
    '/admin/audit',
    '/admin/companies',
  ];
}

function percentile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
