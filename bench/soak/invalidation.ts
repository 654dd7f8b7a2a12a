import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { toDate } from '@/lib/kernel/instant';
import { systemClock } from '@/lib/platform/clock';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { newId } from '@/lib/platform/random';
import { endingAt, type MadeKey, makeCompany, makeKey, makePerson, WITHOUT_MFA } from '@/lib/verification/test-keys';
import type { SoakCase } from './soak-case';
import { VerifyClient } from './verify-client';

const CHANGES = { small: 40, large: 10_000 };
/** Changes during which the channel is cut. */
const CUTS = { small: 2, large: 200 };
const KEYS = 200;
const READERS = 4;
const LONGEST_MS = 100;
const LONGEST_CUT_MS = 3_000;
/** How often a right answer must be repeated before it is believed to last. */
const REPEATED = 3;
const GIVE_UP_MS = 20_000;

type Owned = MadeKey & { personId: string };

/** SECURITY 17: what is refused by the database is refused by the verifier soon after, and never allowed again. */
export const invalidation: SoakCase = {
  name: 'invalidation',
  claim:
    'After a change the last wrong allow comes within 100 ms (p99), and within 3 s when the channel is cut; none after.',
  async run({ here, random, size }) {
    const client = new VerifyClient(here.ports.verifier);
    const company = await makeCompany(newId('cmp').slice(4).toLowerCase());
    const keys: Owned[] = [];
    for (let index = 0; index < KEYS; index += 1) keys.push(await makeOwnedKey(company.id, index));
    const readers = new Readers(client, company.slug, keys, random);
    readers.start();
    const told = await timesOf(CHANGES[size], () => changeAndWatch(client, company.slug, pick(keys, random), random));
    const cut = await timesOf(CUTS[size], async () => {
      await cutChannel();
      return changeAndWatch(client, company.slug, pick(keys, random), random);
    });
    await readers.stop();
    client.end();
    const late = told[Math.floor(told.length * 0.99)] ?? Number.NaN;
    const lateCut = cut.at(-1) ?? Number.NaN;
    return {
      figures: [
        ['changes', String(told.length)],
        ['last wrong allow, median', milliseconds(told[Math.floor(told.length / 2)])],
        ['p99', milliseconds(late)],
        ['slowest', milliseconds(told.at(-1))],
        ['changes with the channel cut', String(cut.length)],
        ['slowest of these', milliseconds(lateCut)],
        ['verdicts meanwhile', String(readers.answers)],
      ],
      failures: [
        ...(size === 'large' && late > LONGEST_MS ? [`p99 ${milliseconds(late)}`] : []),
        ...(size === 'large' && lateCut > LONGEST_CUT_MS ? [`${milliseconds(lateCut)} with the channel cut`] : []),
      ],
    };
  },
};

async function makeOwnedKey(companyId: string, index: number): Promise<Owned> {
  const person = await makePerson(companyId, `${newId('usr').toLowerCase()}-${index}@northwind.example`);
  return { ...(await makeKey(companyId, { kind: 'USER', id: person.id })), personId: person.id };
}

const pick = <T>(from: readonly T[], random: () => number): T => {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error('there is nothing to pick from');
  return found;
};

const milliseconds = (ms: number | undefined): string => `${(ms ?? Number.NaN).toFixed(1)} ms`;

/** Sorted. */
async function timesOf(count: number, measure: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let done = 0; done < count; done += 1) times.push(await measure());
  return times.sort((a, b) => a - b);
}

type Change = { code: string; stop: (key: Owned) => Promise<unknown>; undo: (key: Owned) => Promise<unknown> };

const now = () => toDate(systemClock.now());
const CHANGES_OF_A_KEY: readonly Change[] = [
  {
    code: 'DISABLED',
    stop: ({ id }) => database().apiKey.update({ where: { id }, data: { disabledAt: now() } }),
    undo: ({ id }) => database().apiKey.update({ where: { id }, data: { disabledAt: null } }),
  },
  {
    code: 'EXPIRED',
    stop: ({ id }) => database().apiKey.update({ where: { id }, data: endingAt(systemClock.now()) }),
    undo: ({ id }) => database().apiKey.update({ where: { id }, data: { expiresAt: null, expirationDate: null } }),
  },
  {
    code: 'OWNER_INACTIVE',
    stop: ({ personId: id }) => database().person.update({ where: { id }, data: { deactivatedAt: now() } }),
    undo: ({ personId: id }) => database().person.update({ where: { id }, data: { deactivatedAt: null } }),
  },
  {
    code: 'MFA_REQUIRED',
    stop: ({ personId: id }) => database().person.update({ where: { id }, data: WITHOUT_MFA }),
    undo: ({ personId: id }) =>
      database().person.update({
        where: { id },
        data: { totpSecret: new Uint8Array(20), secretId: keyring().currentId, mfaEnabledAt: now() },
      }),
  },
];

/** @returns milliseconds from the acknowledged change to the last answer that did not know of it; 0 when there was none */
async function changeAndWatch(
  client: VerifyClient,
  company: string,
  key: Owned,
  random: () => number,
): Promise<number> {
  const change = pick(CHANGES_OF_A_KEY, random);
  await untilAnswered(client, company, key, 'VALID');
  await change.stop(key);
  const lastWrong = await untilAnswered(client, company, key, change.code);
  await change.undo(key);
  return lastWrong;
}

async function untilAnswered(client: VerifyClient, company: string, key: Owned, code: string): Promise<number> {
  const changedAt = performance.now();
  let lastWrong = 0;
  for (let right = 0; right < REPEATED; ) {
    const askedAt = performance.now();
    if (askedAt - changedAt > GIVE_UP_MS) throw new Error(`still not ${code} after ${GIVE_UP_MS} ms`);
    if ((await client.ask(key.key, company)) === code) right += 1;
    else [right, lastWrong] = [0, performance.now() - changedAt];
  }
  return lastWrong;
}

/** Ends the connections on which verifiers listen; they open others by themselves. */
async function cutChannel(): Promise<void> {
  await database().$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'keydesk-verifier-listen' AND datname = current_database()`;
}

/** Others who ask about the same keys all the while, so that they are in memory and read again at once. */
class Readers {
  answers = 0;
  #isStopping = false;
  #running: Promise<unknown> = Promise.resolve();
  readonly #askOne: () => Promise<unknown>;

  constructor(client: VerifyClient, company: string, keys: readonly Owned[], random: () => number) {
    this.#askOne = () => client.ask(pick(keys, random).key, company);
  }

  start(): void {
    const read = async () => {
      while (!this.#isStopping) {
        await this.#askOne();
        this.answers += 1;
        await sleep(1);
      }
    };
    this.#running = Promise.all(Array.from({ length: READERS }, read));
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running;
  }
}
