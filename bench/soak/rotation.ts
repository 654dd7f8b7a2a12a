import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueSecretCredential } from '@/lib/keys/domain/credential';
import { database } from '@/lib/platform/database';
import { findFreePort } from '@/lib/platform/embedded-postgres';
import { Keyring, keyring } from '@/lib/platform/keyring';
import { newId } from '@/lib/platform/random';
import { makeCompany, makeKey } from '@/lib/verification/test-keys';
import { httpStatus, type Run, type RunningKeydesk, until } from '@/test/support/running-keydesk';
import type { Soak, SoakCase } from './soak-case';

const PER_SECOND = { small: 50, large: 200 };
const TICK_MS = 10;
/** Below this the machine was too busy for the claim to have been tried. */
const LOWEST_RATE = 190;
const MOST_OPEN = 16;
const KEYS = 50;
const ANSWER_MS = 10_000;
const START_MS = 60_000;
/** A machine that is too busy to decide in time says 503 as well; small, only what stays so is a failure. */
const TRIES = { small: 40, large: 1 };
const AGAIN_MS = 250;
/** How often both verifiers are replaced. */
const ROUNDS = { small: 1, large: 5 };
/** How long the load runs between two replacements. */
const SETTLE_MS = { small: 1_000, large: 5_000 };

/** SECURITY 15, as somebody with two verifiers behind a gateway rotates: one at a time is taken out, replaced, put back. */
export const rotation: SoakCase = {
  name: 'rotation',
  claim: 'KEYDESK_SECRET is rotated under 200 verifications a second, and none fails.',
  async run({ here, random, size }) {
    const secrets = [here.secret];
    const fleet = await Fleet.start(here, secrets);
    const keys = await makeKeys(keyring());
    const load = new SteadyLoad(fleet, keys, random, size);
    load.start();
    for (let round = 0; round < ROUNDS[size]; round += 1) {
      await sleep(SETTLE_MS[size]);
      secrets.unshift(randomBytes(32).toString('base64'));
      await fleet.replaceEach(secrets);
      // What the console issues from now on hangs on the new secret, beside what hangs on the old ones.
      keys.push(...(await makeKeys(new Keyring(Buffer.from(secrets[0] ?? '', 'base64'), []))));
    }
    await sleep(SETTLE_MS[size]);
    const { seconds } = await load.stop();
    await fleet.stop();
    await forgetKeysOf(secrets.slice(0, -1));
    const rate = load.answers / seconds;
    return {
      figures: [
        ['rotations, two verifiers each', String(ROUNDS[size])],
        ['verifications', String(load.answers)],
        ['a second', rate.toFixed(0)],
        ['failed', String(load.failures.length)],
        ['slowest', `${load.slowestMs.toFixed(0)} ms`],
      ],
      failures: [
        ...load.failures.slice(0, 5),
        ...(load.answers > 0 ? [] : ['nothing was verified']),
        ...(size === 'small' || rate >= LOWEST_RATE ? [] : [`only ${rate.toFixed(0)} a second were sent`]),
      ],
    };
  },
};

async function makeKeys(ring: Keyring): Promise<string[]> {
  const company = await makeCompany(newId('cmp').slice(4).toLowerCase());
  const made = Array.from({ length: KEYS }, () => makeHashedKey(company.id, ring));
  return Promise.all(made);
}

/** A key as a console with that secret would have stored it. */
async function makeHashedKey(companyId: string, ring: Keyring): Promise<string> {
  const { accessKey, key } = issueSecretCredential((size) => randomBytes(size));
  const secretHash = new Uint8Array(ring.mac('credential-pepper', key));
  await makeKey(
    companyId,
    { kind: 'COMPANY', id: companyId },
    { credential: { accessKey, secretHash, secretId: ring.currentId } },
  );
  return key;
}

/** Nobody else has these secrets, and no verifier starts where a row needs one that it was not given. */
async function forgetKeysOf(secrets: readonly string[]): Promise<void> {
  const ids = secrets.map((secret) => new Keyring(Buffer.from(secret, 'base64'), []).currentId);
  await database().keyCredential.deleteMany({ where: { secretId: { in: ids } } });
}

type Member = { port: number; run: Run /** Requests that it owes an answer to. */; open: number };

/** Two verifiers, and which of them the gateway sends to. */
class Fleet {
  readonly #here: RunningKeydesk;
  #members: Member[] = [];

  private constructor(here: RunningKeydesk) {
    this.#here = here;
  }

  static async start(here: RunningKeydesk, secrets: readonly string[]): Promise<Fleet> {
    const fleet = new Fleet(here);
    for (let index = 0; index < 2; index += 1) fleet.#members.push(await fleet.#spawn(await findFreePort(), secrets));
    return fleet;
  }

  /** Those that the gateway sends to. */
  get members(): readonly Member[] {
    return this.#members;
  }

  /** One after the other: out of the gateway, its last requests answered, ended, started anew, and in again when it is ready. */
  async replaceEach(secrets: readonly string[]): Promise<void> {
    for (const member of [...this.#members]) {
      this.#members = this.#members.filter((other) => other !== member);
      await until('its last requests are answered', () => member.open === 0, START_MS);
      member.run.process.kill('SIGTERM');
      await member.run.ended;
      this.#members.push(await this.#spawn(member.port, secrets));
    }
  }

  async stop(): Promise<void> {
    for (const { run } of this.#members) run.process.kill('SIGTERM');
    await Promise.all(this.#members.map(({ run }) => run.ended));
  }

  async #spawn(port: number, [current = '', ...previous]: readonly string[]): Promise<Member> {
    const run = this.#here.run('verifier', {
      DATABASE_URL: this.#here.databaseUrl,
      VERIFIER_PORT: String(port),
      KEYDESK_SECRET: current,
      KEYDESK_SECRET_PREVIOUS: previous.join(','),
    });
    const isReady = async () => run.process.exitCode !== null || (await httpStatus(port, '/readyz')) === 200;
    await until('a verifier is ready', isReady, START_MS).catch((error: Error) => {
      throw new Error(`${error.message}: ${run.output()}`);
    });
    if (run.process.exitCode !== null) throw new Error(`the verifier ended: ${run.output()}`);
    return { port, run, open: 0 };
  }
}

/** So many requests a second whether or not the earlier ones were answered, each to one verifier. */
class SteadyLoad {
  readonly #fleet: Fleet;
  readonly #keys: readonly string[];
  readonly #random: () => number;
  readonly #size: Soak['size'];
  readonly #open = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #startedAt = 0;
  #sent = 0;
  answers = 0;
  slowestMs = 0;
  readonly failures: string[] = [];

  constructor(fleet: Fleet, keys: readonly string[], random: () => number, size: Soak['size']) {
    this.#size = size;
    this.#fleet = fleet;
    this.#keys = keys;
    this.#random = random;
  }

  start(): void {
    this.#startedAt = performance.now();
    this.#timer = setInterval(() => this.#catchUp(), TICK_MS);
  }

  async stop(): Promise<{ seconds: number }> {
    clearInterval(this.#timer);
    const seconds = (performance.now() - this.#startedAt) / 1_000;
    await Promise.all(this.#open);
    return { seconds };
  }

  /** What a busy machine made late is sent as well, but a gateway holds only so many requests open. */
  #catchUp(): void {
    const due = ((performance.now() - this.#startedAt) / 1_000) * PER_SECOND[this.#size];
    for (; this.#sent < due && this.#open.size < MOST_OPEN; this.#sent += 1) {
      const request = this.#verify().finally(() => this.#open.delete(request));
      this.#open.add(request);
    }
  }

  async #verify(): Promise<void> {
    const key = this.#pick(this.#keys);
    let said = await this.#askOne(key);
    for (let tries = 1; said === 'status 503' && tries < TRIES[this.#size]; tries += 1) {
      await sleep(AGAIN_MS);
      said = await this.#askOne(key);
    }
    this.answers += 1;
    if (said !== 'VALID') this.failures.push(said);
  }

  async #askOne(key: string): Promise<string> {
    const member = this.#pick(this.#fleet.members);
    const startedAt = performance.now();
    member.open += 1;
    const said = await ask(member.port, key);
    member.open -= 1;
    this.slowestMs = Math.max(this.slowestMs, performance.now() - startedAt);
    return said;
  }

  #pick<T>(from: readonly T[]): T {
    const chosen = from[Math.floor(this.#random() * from.length)];
    if (chosen === undefined) throw new Error('there is nothing to choose from');
    return chosen;
  }
}

const agent = new http.Agent({ keepAlive: true });

/** The verdict, or why there was none. Not by `fetch`, which costs this process more than a verdict costs the verifier. */
function ask(port: number, key: string): Promise<string> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path: '/v1/verify', method: 'POST', agent, timeout: ANSWER_MS };
    const request = http.request({ ...options, headers: { 'content-type': 'application/json' } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve(response.statusCode === 200 ? verdictIn(text) : `status ${response.statusCode}`),
      );
    });
    request.on('timeout', () => request.destroy(new Error('no answer in time')));
    request.on('error', (error) => resolve(error.message));
    request.end(JSON.stringify({ key }));
  });
}

const verdictIn = (text: string): string => (JSON.parse(text) as { code: string }).code; // CONTRACT §3
