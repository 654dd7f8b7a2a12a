import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { toDate } from '@/lib/kernel/instant';
import { issueSecretCredential } from '@/lib/keys/domain/credential';
import { systemClock } from '@/lib/platform/clock';
import { database } from '@/lib/platform/database';
import { findFreePort } from '@/lib/platform/embedded-postgres';
import { newId, randomBytes } from '@/lib/platform/random';
import { type MadeKey, makeCompany, makeKey } from '@/lib/verification/test-keys';
import { DatabaseWire, type WireState } from '@/test/support/database-wire';
import { httpStatus, type Run, type RunningKeydesk, until } from '@/test/support/running-keydesk';
import type { SoakCase } from './soak-case';
import { VerifyClient } from './verify-client';

const OUTAGES = { small: 2, large: 20 };
const OUTAGE_MS = { small: 3_000, large: 60_000 };
/** SECURITY 26: so long is a known key good without the database, counted from when it was last known to be … */
const KNOWN_FOR_MS = 30_000;
/** … which may have been a second earlier, and is looked at so often. */
const SURELY_KNOWN_FOR_MS = 28_000;
const LOOKED_AT_EVERY_MS = 100;
const LONGEST_RECOVERY_MS = 2_000;
const GIVE_UP_MS = 30_000;
const SETTLED_AFTER_MS = 400;
const HITS = 'keydesk_cache_lookups_total{result="hit"}';

/** SECURITY 26, with the database refusing connections and with the database silent, in turn. */
export const outage: SoakCase = {
  name: 'outage',
  claim:
    'While the database is gone, known keys verify for up to 30 s and everything else is 503; within 2 s of its return all is right.',
  async run({ here, size }) {
    const wire = await DatabaseWire.to(here.databaseUrl);
    const { verifier, client } = await startBehind(here, wire);
    const company = await makeCompany(newId('cmp').slice(4).toLowerCase());
    const found: Outage[] = [];
    for (let round = 0; round < OUTAGES[size]; round += 1) {
      const one = new Outage(client, company);
      await one.run(wire, round % 2 === 0 ? 'cut' : 'silent', OUTAGE_MS[size]);
      found.push(one);
    }
    verifier.process.kill('SIGTERM');
    await verifier.ended;
    client.end();
    wire.close();
    const recoveries = found.map(({ recoveryMs }) => recoveryMs).sort((a, b) => a - b);
    const slowest = recoveries.at(-1) ?? Number.NaN;
    return {
      figures: [
        ['outages', `${found.length} of ${OUTAGE_MS[size] / 1_000} s`],
        ['a known key was good for', `at most ${seconds(Math.max(...found.map(({ knownMs }) => knownMs)))}`],
        ['answers meanwhile', String(found.reduce((sum, { answers }) => sum + answers, 0))],
        ['recovery, median', seconds(recoveries[Math.floor(recoveries.length / 2)] ?? Number.NaN)],
        ['slowest', seconds(slowest)],
      ],
      failures: [
        ...found.flatMap(({ failures }) => failures).slice(0, 5),
        ...(size === 'large' && slowest > LONGEST_RECOVERY_MS ? [`recovery took ${seconds(slowest)}`] : []),
      ],
    };
  },
};

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;

async function startBehind(here: RunningKeydesk, wire: DatabaseWire): Promise<{ verifier: Run; client: VerifyClient }> {
  const port = await findFreePort();
  const verifier = here.run('verifier', {
    DATABASE_URL: wire.url,
    KEYDESK_SECRET: here.secret,
    VERIFIER_PORT: String(port),
  });
  const isReady = async () => verifier.process.exitCode !== null || (await httpStatus(port, '/readyz')) === 200;
  await until('the verifier is ready', isReady, GIVE_UP_MS);
  if (verifier.process.exitCode !== null) throw new Error(`the verifier ended: ${verifier.output()}`);
  return { verifier, client: new VerifyClient(port) };
}

/** One time without the database, and what was answered. */
class Outage {
  readonly failures: string[] = [];
  answers = 0;
  /** From the loss of the database to the last allow, as it was answered. */
  knownMs = 0;
  /** From its return to the last answer that was not what the database says. */
  recoveryMs = 0;
  readonly #client: VerifyClient;
  readonly #company: { id: string; slug: string };

  constructor(client: VerifyClient, company: { id: string; slug: string }) {
    this.#client = client;
    this.#company = company;
  }

  async run(wire: DatabaseWire, state: Exclude<WireState, 'whole'>, lengthMs: number): Promise<void> {
    const [known, doomed] = [await this.#makeKey(), await this.#makeKey()];
    await this.#untilRemembered([known, doomed]);
    wire.set(state);
    const lostAt = performance.now();
    await database().apiKey.update({ where: { id: doomed.id }, data: { disabledAt: toDate(systemClock.now()) } });
    while (performance.now() - lostAt < lengthMs) {
      const answer = await this.#ask(known.key);
      this.#judgeKnown(state, performance.now() - lostAt, answer);
      this.#judgeUnknown(state, await this.#ask(issueSecretCredential(randomBytes).key));
      await sleep(LOOKED_AT_EVERY_MS);
    }
    wire.set('whole');
    await this.#recover(known, doomed);
  }

  #makeKey(): Promise<MadeKey> {
    return makeKey(this.#company.id, { kind: 'COMPANY', id: this.#company.id });
  }

  /** Answered from memory for a while: the news that the keys were made, which drops what was read before it, has passed. */
  async #untilRemembered(keys: readonly MadeKey[]): Promise<void> {
    for (let inRow = 0, givenUpAt = performance.now() + GIVE_UP_MS; inRow < 3; await sleep(SETTLED_AFTER_MS)) {
      if (performance.now() > givenUpAt) throw new Error('the verifier does not remember the keys');
      const before = await this.#client.readFigure(HITS);
      const answers = await Promise.all(keys.map(({ key }) => this.#ask(key)));
      const isRemembered = (await this.#client.readFigure(HITS)) - before === keys.length;
      inRow = isRemembered && answers.every((answer) => answer === 'VALID') ? inRow + 1 : 0;
    }
  }

  #ask(key: string): Promise<string> {
    this.answers += 1;
    return this.#client.ask(key, this.#company.slug);
  }

  /** @param elapsed when it was answered, in milliseconds from the loss on: one that asks a silent database is told seconds later */
  #judgeKnown(state: WireState, elapsed: number, answer: string): void {
    if (answer === 'VALID') this.knownMs = Math.max(this.knownMs, elapsed);
    const isRight =
      (answer === 'VALID' && elapsed <= KNOWN_FOR_MS) || (answer === '503' && elapsed >= SURELY_KNOWN_FOR_MS);
    if (!isRight) this.failures.push(`${state}: a known key was ${answer} after ${seconds(elapsed)}`);
  }

  #judgeUnknown(state: WireState, answer: string): void {
    if (answer !== '503') this.failures.push(`${state}: an unknown key was ${answer}`);
  }

  /** Until everything is answered as the database says, three times running. */
  async #recover(known: MadeKey, doomed: MadeKey): Promise<void> {
    const backAt = performance.now();
    for (let right = 0; right < 3; ) {
      const answers = [
        await this.#ask(known.key),
        await this.#ask(doomed.key),
        await this.#ask(issueSecretCredential(randomBytes).key),
      ];
      const elapsed = performance.now() - backAt;
      if (answers.join() === 'VALID,DISABLED,NOT_FOUND') right += 1;
      else [right, this.recoveryMs] = [0, elapsed];
      if (elapsed > GIVE_UP_MS) throw new Error(`after ${seconds(elapsed)} still ${answers.join(', ')}`);
    }
  }
}
