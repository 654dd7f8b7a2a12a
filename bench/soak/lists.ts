import pg from 'pg';
import { systemClock } from '@/lib/platform/clock';
import { keyring } from '@/lib/platform/keyring';
import { type Account, makeAccount, signIn } from '@/test/support/account';
import type { RunningKeydesk } from '@/test/support/running-keydesk';
import { makeCompany } from '@/test/support/scene';
import { type Amounts, ManyRows } from './many-rows';
import type { Findings, Soak, SoakCase } from './soak-case';
import { Visitor } from './visitor';

const AMOUNTS: Record<Soak['size'], Amounts> = {
  small: { people: 200, serviceAccounts: 20, keys: 2_000, events: 3_000 },
  large: { people: 20_000, serviceAccounts: 2_000, keys: 1_000_000, events: 5_000_000 },
};
const SAMPLES = { small: 1, large: 5 };
/** Of the median; what is small says nothing about what many take. */
const LONGEST_MS = { small: Number.POSITIVE_INFINITY, large: 200 };
const DEEP = { small: 3, large: 100 };

/** Each list as it opens, each of its filters alone, and each with three letters searched for. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  '/admin/keys': [
    'status=active',
    'status=disabled',
    'status=expired',
    'status=owner-inactive',
    'status=mfa-required',
    'owner=user',
    'owner=service-account',
    'owner=company',
    'access=full',
    'access=selected',
    'use=never',
    'use=idle',
    'expires=soon',
    'expires=unused',
    'ip=none',
    'mfa=off',
  ],
  '/admin/users': [
    'keys=granted',
    'keys=none',
    'mfa=on',
    'mfa=off',
    'role=administrator',
    'role=member',
    'state=active',
    'state=deactivated',
  ],
  '/admin/audit': [
    'event=keys',
    'event=sign-ins',
    'event=policy',
    'who=usr_0000000000000007',
    'for=usr_0000000000000007',
    'from=2026-01-01&to=2026-01-31',
  ],
  '/admin/service-accounts': ['state=active', 'state=deactivated'],
  '/admin/api-keys': [],
};
const SEARCH = 'q=led';

/** Server time of a whole page, as the browser of an administrator waits for it. */
export const lists: SoakCase = {
  name: 'lists',
  claim:
    'Every list of a company with a million keys answers within 200 ms: first page, each filter, each with a search, 100 pages deep.',
  async run({ here, size }): Promise<Findings> {
    const account = await administratorOfMany(here, AMOUNTS[size]);
    const visitor = new Visitor(`http://localhost:${here.ports.console}`, await signIn(systemClock, account));
    const figures: [string, string][] = Object.entries(AMOUNTS[size]).map(([name, count]) => [name, String(count)]);
    const failures: string[] = [];
    const note = (what: string, times: readonly number[]) => {
      const [median, slowest] = [medianOf(times), Math.max(...times)];
      figures.push([what, `${median.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms`]);
      if (median > LONGEST_MS[size]) failures.push(`${what}: ${median.toFixed(0)} ms`);
    };
    for (const [path, filters] of Object.entries(LISTS)) {
      const addresses = ['', SEARCH, ...filters, ...filters.map((filter) => `${filter}&${SEARCH}`)];
      for (const query of addresses) {
        const address = query === '' ? path : `${path}?${query}`;
        const times: number[] = [];
        for (let sample = 0; sample < SAMPLES[size]; sample += 1) times.push((await visitor.open(address)).ms);
        note(address, times);
      }
      const deep = await visitor.walk(path, DEEP[size]);
      note(`${path}, ${deep.pages} pages deep`, deep.times.slice(-5));
    }
    failures.push(...visitor.failures);
    return { figures, failures };
  },
};

/** Of a company that an earlier run has filled, or of one that is filled now. */
async function administratorOfMany(here: RunningKeydesk, amounts: Amounts): Promise<Account> {
  const connection = new pg.Client({ connectionString: here.superuserUrl });
  await connection.connect();
  try {
    const filled = await connection.query<{ company_id: string }>(
      'SELECT company_id FROM api_key GROUP BY company_id HAVING count(*) >= $1 LIMIT 1',
      [amounts.keys],
    );
    const companyId = filled.rows[0]?.company_id ?? (await makeCompany(systemClock));
    const account = await makeAccount(systemClock, companyId, { hasMfa: true, isAdministrator: true });
    if (filled.rows.length === 0) {
      const rows = new ManyRows(connection, companyId, systemClock.now());
      await rows.fill(amounts, account.personId, keyring(), (line) => process.stdout.write(`  ${line}\n`));
    }
    return account;
  } finally {
    await connection.end();
  }
}

function medianOf(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
