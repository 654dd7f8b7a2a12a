import { type ChildProcess, fork, spawn } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { issueSecretCredential } from '@/lib/keys/domain/credential';
import { environmentWith } from '@/lib/platform/config';
import { type EmbeddedServer, findFreePort, startEmbeddedPostgres } from '@/lib/platform/embedded-postgres';
import { Keyring } from '@/lib/platform/keyring';
import { migrate } from '@/lib/platform/migrations';
import { LARGE_PAGES } from '@/lib/platform/node-flags';
import { randomBytes } from '@/lib/platform/random';
import { httpStatus, until } from '@/test/support/running-keydesk';

const BATCH = 20_000;
const COMPANY = 'cmp_0000000000000000';
const PATIENCE_MS = 30_000;

/** A verifier as `npm run verifier` starts it, over a database with many keys. */
export class VerifierBench {
  readonly keys: string[] = [];
  readonly port: number;
  readonly #folder: string;
  readonly #database: EmbeddedServer;
  readonly #secret = randomBytes(32);
  #verifier: ChildProcess | null = null;

  private constructor(folder: string, database: EmbeddedServer, port: number) {
    this.#folder = folder;
    this.#database = database;
    this.port = port;
  }

  static async prepare(count: number, report: (line: string) => void): Promise<VerifierBench> {
    const folder = fs.mkdtempSync(path.join(tmpdir(), 'keydesk-bench-'));
    const database = await startEmbeddedPostgres(folder);
    await migrate(database.appUrl);
    const bench = new VerifierBench(folder, database, await findFreePort());
    await bench.#fill(count, report);
    return bench;
  }

  /** The settings with which a program verifies these keys. */
  get access(): { DATABASE_URL: string; KEYDESK_SECRET: string } {
    return { DATABASE_URL: this.#database.appUrl, KEYDESK_SECRET: Buffer.from(this.#secret).toString('base64') };
  }

  /** A database of its own for something else, on the same server. */
  async makeDatabase(name: string): Promise<string> {
    const client = new pg.Client(this.#database.superuserUrl('postgres'));
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    return this.#database.superuserUrl(name);
  }

  async start(): Promise<void> {
    const own = environmentWith({});
    this.#verifier = spawn(process.execPath, [LARGE_PAGES, 'bin/keydesk.mjs', 'verifier'], {
      env: {
        PATH: own['PATH'],
        HOME: own['HOME'],
        NODE_ENV: 'production',
        KEYDESK_DATA_DIR: this.#folder,
        ...this.access,
        VERIFIER_PORT: String(this.port),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await until('the verifier', async () => (await httpStatus(this.port, '/readyz')) === 200, PATIENCE_MS);
  }

  /** Resident memory in MB. */
  residentMegabytes(): number {
    const status = fs.readFileSync(`/proc/${this.#verifier?.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1_024;
  }

  async end(): Promise<void> {
    this.#verifier?.kill('SIGTERM');
    await this.#database.stop();
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Straight through SQL and past the triggers, which only tell of changes and keep lists that nobody looks at here. */
  async #fill(count: number, report: (line: string) => void): Promise<void> {
    const ring = new Keyring(this.#secret, []);
    const client = new pg.Client(this.#database.superuserUrl('keydesk'));
    await client.connect();
    await client.query('SET session_replication_role = replica');
    await client.query(
      `INSERT INTO company (id, slug, name, time_zone, created_at) VALUES ($1, 'northwind', 'Northwind', 'America/Chicago', $2)`,
      [COMPANY, MADE],
    );
    for (let from = 0; from < count; from += BATCH) {
      const made = Array.from({ length: Math.min(BATCH, count - from) }, () => issueSecretCredential(randomBytes));
      await client.query(INSERT_KEYS, [COMPANY, from, made.length, MADE]);
      const accessKeys = made.map(({ accessKey }) => accessKey);
      const hashes = made.map(({ key }) => Buffer.from(ring.mac('credential-pepper', key)));
      await client.query(INSERT_CREDENTIALS, [COMPANY, from, accessKeys, hashes, ring.currentId, MADE]);
      for (const { key } of made) this.keys.push(key);
      if ((from / BATCH) % 10 === 0) report(`keys: ${from + made.length}`);
    }
    await client.query('VACUUM ANALYZE');
    await client.end();
  }
}

const MADE = '2026-01-01T00:00:00.000Z';

const INSERT_KEYS = `
INSERT INTO api_key (id, company_id, owner_kind, owner_id, name, name_key, audience, access, created_at, issued_at, version)
SELECT 'key_' || lpad(g::text, 16, '0'), $1, 'COMPANY', $1, 'Key ' || g, 'key ' || g, 'BUSINESS_PROFILE', 'FULL', $4, $4, 1
FROM generate_series($2::int, $2::int + $3::int - 1) g`;

const INSERT_CREDENTIALS = `
INSERT INTO key_credential (id, company_id, key_id, access_key, secret_hash, secret_id, valid_from, created_at)
SELECT 'crd_' || lpad(($2::int + g - 1)::text, 16, '0'), $1, 'key_' || lpad(($2::int + g - 1)::text, 16, '0'), access_key, hash, $5, $6, $6
FROM unnest($3::text[], $4::bytea[]) WITH ORDINALITY AS made(access_key, hash, g)`;

/** A program of the benchmark, called as the verifier is; and the next thing that it says. */
export function startProgram(file: string, environment: Record<string, string> = {}): ChildProcess {
  return fork(file, {
    execArgv: [LARGE_PAGES],
    env: { ...environmentWith(environment), NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

export function nextMessage<T>(program: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a program of the benchmark ended with ${code}`));
    program.once('exit', onExit);
    program.once('message', (message) => {
      program.off('exit', onExit);
      resolve(message as T); // Written by our own program.
    });
  });
}
