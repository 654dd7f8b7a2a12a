import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { writeResult } from '../results';
import { seededRandom } from '../soak/seeded-random';
import type { DirectSettings } from './direct-verifier';
import { LOADER, type LoadRequest, loadOf, type Measured } from './http-load';
import type { ReferenceReply } from './reference-server';
import { nextMessage, startProgram, VerifierBench } from './verifier-bench';

/**
 * `npm run bench [-- --keys <number>] [--seconds <number>] [--rounds <number>]`: the verifier against its references, each of
 * them measured in the same run, in rounds that alternate. What counts are the ratios.
 */

const WARM_KEYS = 1_000;
const ZIPF_KEYS = 100_000;
const ZIPF_REQUESTS = 200_000;
const COLD_KEYS = 2_000;

type Options = { keys: number; seconds: number; rounds: number };
type Comparison = { name: string; claim: string; leastShare: number; highestP99: number; request: LoadRequest };

const LONGEST_COLD_MS = 10;
const LEAST_TIMES_BETTER_AUTH = 40;
const MOST_MEGABYTES = 300;

async function main(args: readonly string[]): Promise<void> {
  const options: Options = {
    keys: numberOf(args, '--keys', 1_000_000),
    seconds: numberOf(args, '--seconds', 4),
    rounds: numberOf(args, '--rounds', 9),
  };
  const say = (line: string) => process.stdout.write(`  ${line}\n`);
  const bench = await VerifierBench.prepare(options.keys, say);
  try {
    await bench.start();
    await measureColdMisses(bench);
    for (const comparison of comparisonsOf(bench.keys)) await compare(bench, comparison, options);
    await compareWithBetterAuth(bench, options);
  } finally {
    await bench.end();
  }
}

function numberOf(args: readonly string[], name: string, fallback: number): number {
  const at = args.indexOf(name);
  const value = at === -1 ? fallback : Number(args[at + 1]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name}: a whole number from 1 on`);
  return value;
}

const bodyOf = (key: string) => JSON.stringify({ key, ip: '203.0.113.9' });
const JSON_POST = { method: 'POST', path: '/v1/verify', headers: { 'Content-Type': 'application/json' } } as const;

function comparisonsOf(keys: readonly string[]): Comparison[] {
  const warm = keys.slice(-WARM_KEYS);
  const gateway = { 'X-Original-Method': 'GET', 'X-Original-URI': '/v2/orders/7?page=2', 'X-Real-IP': '203.0.113.9' };
  return [
    {
      name: 'warm-verify',
      claim:
        'POST /v1/verify for keys in memory reaches at least 70 % of a bare node:http server, its p99 at most twice.',
      leastShare: 0.7,
      highestP99: 2,
      request: { ...JSON_POST, varyingHeader: null, variants: warm.map(bodyOf) },
    },
    {
      name: 'warm-nginx',
      claim:
        'GET /v1/auth/nginx for keys in memory reaches at least 70 % of a bare node:http server, its p99 at most twice.',
      leastShare: 0.7,
      highestP99: 2,
      request: {
        method: 'GET',
        path: '/v1/auth/nginx',
        headers: gateway,
        varyingHeader: 'Authorization',
        variants: warm.map((key) => `Bearer ${key}`),
      },
    },
    {
      name: 'zipf-verify',
      claim: `POST /v1/verify, Zipf over ${ZIPF_KEYS} keys, reaches at least 50 % of a bare node:http server.`,
      leastShare: 0.5,
      highestP99: Number.POSITIVE_INFINITY,
      request: { ...JSON_POST, varyingHeader: null, variants: zipf(keys.slice(0, ZIPF_KEYS)).map(bodyOf) },
    },
  ];
}

/** Requests for keys as a Zipf law with the exponent 1 asks for them, the same at each run. */
function zipf(keys: readonly string[]): string[] {
  const random = seededRandom(1);
  const cumulated: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= keys.length; rank += 1) {
    sum += 1 / rank;
    cumulated.push(sum);
  }
  return Array.from({ length: ZIPF_REQUESTS }, () => keys[firstAbove(cumulated, random() * sum)] ?? '');
}

function firstAbove(cumulated: readonly number[], value: number): number {
  let [low, high] = [0, cumulated.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulated[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

async function compare(bench: VerifierBench, comparison: Comparison, options: Options): Promise<void> {
  const { name, claim, leastShare, highestP99, request } = comparison;
  process.stdout.write(`\n${name}: ${claim}\n`);
  const reference = startProgram(path.resolve('dist/bench-speed/reference-server.mjs'));
  reference.send(await replyTo(bench.port, request));
  const referencePort = await nextMessage<number>(reference);
  const measured: { ours: Measured[]; bare: Measured[] } = { ours: [], bare: [] };
  // Into memory with every key, and warm code on both sides.
  await askEach(bench.port, request);
  await loadOf(bench.port, request, 2);
  await loadOf(referencePort, request, 1);
  for (let round = 0; round < options.rounds; round += 1) {
    measured.ours.push(await loadOf(bench.port, request, options.seconds));
    measured.bare.push(await loadOf(referencePort, request, options.seconds));
  }
  reference.disconnect();
  const failed = [...measured.ours, ...measured.bare].reduce((sum, one) => sum + one.failed, 0);
  const ratios = measured.ours.map((one, round) => one.perSecond / (measured.bare[round]?.perSecond ?? Number.NaN));
  const share = median(ratios, Number);
  const p99 = median(measured.ours, (one) => one.p99Ms) / median(measured.bare, (one) => one.p99Ms);
  const megabytes = bench.residentMegabytes();
  const rows: Row[] = [
    ['verifications a second', median(measured.ours, (one) => one.perSecond).toFixed(0)],
    ['bare node:http, requests a second', median(measured.bare, (one) => one.perSecond).toFixed(0)],
    ['share of it', percent(share)],
    [
      'p99',
      `${median(measured.ours, (one) => one.p99Ms).toFixed(2)} ms, ${p99.toFixed(2)} times that of bare node:http`,
    ],
    ['requests that failed', String(failed)],
    ['rounds', `${options.rounds} of ${options.seconds} s each, 32 connections, by ${LOADER}`],
    ['resident memory of the verifier', `${megabytes.toFixed(0)} MB`],
  ];
  report(name, claim, rows, [
    ...(share >= leastShare ? [] : [`${percent(share)} instead of ${percent(leastShare)}`]),
    ...(p99 <= highestP99 ? [] : [`p99 ${p99.toFixed(2)} times instead of ${highestP99}`]),
    ...(failed === 0 ? [] : [`${failed} requests failed`]),
    ...(megabytes <= MOST_MEGABYTES ? [] : [`${megabytes.toFixed(0)} MB instead of ${MOST_MEGABYTES}`]),
  ]);
}

/** What the verifier answers to the first variant: the reference returns the same bytes. */
function replyTo(port: number, request: LoadRequest, agent?: http.Agent): Promise<ReferenceReply> {
  const [variant = ''] = request.variants;
  const { method, headers, varyingHeader } = request;
  const sent = varyingHeader === null ? headers : { ...headers, [varyingHeader]: variant };
  return new Promise((resolve, reject) => {
    const asked = http.request(
      { port, host: '127.0.0.1', path: request.path, method, headers: sent, ...(agent && { agent }) },
      async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        if ((response.statusCode ?? 500) >= 300) reject(new Error(`refused: ${response.statusCode} ${body}`));
        resolve({ status: response.statusCode ?? 0, headers: ownHeaders(response.rawHeaders), body });
      },
    );
    asked.on('error', reject);
    asked.end(varyingHeader === null ? variant : undefined);
  });
}

/** Once with each of the variants, a few at a time, as the pool of connections allows. */
async function askEach(port: number, request: LoadRequest): Promise<void> {
  const waiting = [...new Set(request.variants)];
  const work = async () => {
    for (let variant = waiting.pop(); variant !== undefined; variant = waiting.pop()) {
      await replyTo(port, { ...request, variants: [variant] }, agent);
    }
  };
  const agent = new http.Agent({ keepAlive: true });
  await Promise.all(Array.from({ length: 6 }, work));
  agent.destroy();
}

/** Without those that Node writes by itself. */
function ownHeaders(raw: readonly string[]): string[] {
  return raw.filter((_, index) => !/^(date|connection|keep-alive)$/i.test(raw[index - (index % 2)] ?? ''));
}

/** Keys that nobody asked for yet, one after the other. */
async function measureColdMisses(bench: VerifierBench): Promise<void> {
  const claim = 'A key that is not in memory is answered in at most 10 ms (p99).';
  process.stdout.write(`\ncold-miss: ${claim}\n`);
  const agent = new http.Agent({ keepAlive: true });
  const middle = Math.floor(bench.keys.length / 2);
  // Connections and statements are prepared by the first few.
  const times: number[] = [];
  for (const key of bench.keys.slice(middle, middle + COLD_KEYS)) times.push(await ask(bench.port, key, agent));
  agent.destroy();
  const sorted = times.slice(50).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  const shown = (share: number) => `${at(share).toFixed(2)} ms`;
  const rows: Row[] = [
    ['keys', String(sorted.length)],
    ['median', shown(0.5)],
    ['p99', shown(0.99)],
    ['slowest', shown(0.9999)],
  ];
  report('cold-miss', claim, rows, at(0.99) <= LONGEST_COLD_MS ? [] : [`${shown(0.99)} instead of ${LONGEST_COLD_MS}`]);
}

function ask(port: number, key: string, agent: http.Agent): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const request = http.request(
      { port, host: '127.0.0.1', path: '/v1/verify', method: 'POST', agent, headers },
      (response) => {
        response.resume().on('end', () => resolve(performance.now() - startedAt));
      },
    );
    request.on('error', reject);
    request.end(bodyOf(key));
  });
}

/** Each is asked in the same two ways: within its process, as a library is, and over HTTP, as gateways ask. */
async function compareWithBetterAuth(bench: VerifierBench, options: Options): Promise<void> {
  const claim =
    'At least 40 times the verifications a second of @better-auth/api-key 1.7.5 over the same PostgreSQL, asked in the same way.';
  process.stdout.write(`\nbetter-auth: ${claim}\n`);
  const [first] = comparisonsOf(bench.keys);
  if (first === undefined) throw new Error('there is nothing to compare');
  const ours = startProgram(path.resolve('dist/bench-speed/direct-verifier.mjs'), bench.access);
  ours.send({ bodies: [...first.request.variants] } satisfies DirectSettings);
  await nextMessage(ours);
  const url = await bench.makeDatabase('better_auth');
  const theirs = startProgram(path.resolve('bench/references/better-auth.mjs'), { REFERENCE_DATABASE_URL: url });
  const { port, key } = await nextMessage<{ port: number; key: string }>(theirs);
  const request = { ...first.request, variants: [bodyOf(key)] };
  const measured = { direct: { ours: [], theirs: [] }, http: { ours: [], theirs: [] } } as Record<Way, Rounds>;
  const askDirectly = async (program: ChildProcess) => {
    program.send({ seconds: options.seconds });
    return (await nextMessage<{ perSecond: number }>(program)).perSecond;
  };
  for (let round = 0; round < options.rounds; round += 1) {
    measured.direct.ours.push(await askDirectly(ours));
    measured.direct.theirs.push(await askDirectly(theirs));
    measured.http.ours.push((await loadOf(bench.port, first.request, options.seconds)).perSecond);
    measured.http.theirs.push((await loadOf(port, request, options.seconds)).perSecond);
  }
  for (const program of [ours, theirs]) await ended(program);
  const times = (way: Way) =>
    median(
      measured[way].ours.map((one, round) => one / (measured[way].theirs[round] ?? Number.NaN)),
      Number,
    );
  const rowsOf = (way: Way, said: string): Row[] => [
    [`verifications a second, ${said}`, median(measured[way].ours, Number).toFixed(0)],
    [`@better-auth/api-key, ${said}`, median(measured[way].theirs, Number).toFixed(0)],
    ['times', times(way).toFixed(1)],
  ];
  const acrossHttp = median(measured.http.ours, Number) / median(measured.direct.theirs, Number);
  const rows: Row[] = [
    ...rowsOf('direct', 'within the process'),
    ...rowsOf('http', 'over HTTP'),
    ['ours over HTTP, theirs within the process, times', acrossHttp.toFixed(1)],
    ['rounds', `${options.rounds} of ${options.seconds} s each`],
  ];
  const tooFew = (['direct', 'http'] as const).filter((way) => times(way) < LEAST_TIMES_BETTER_AUTH);
  const shortfalls = tooFew.map(
    (way) => `${way}: ${times(way).toFixed(1)} instead of ${LEAST_TIMES_BETTER_AUTH} times`,
  );
  report('better-auth', claim, rows, shortfalls);
}

type Way = 'direct' | 'http';
type Rounds = { ours: number[]; theirs: number[] };

/** It ends by itself when nobody tells it anything any more. */
async function ended(program: ChildProcess): Promise<void> {
  const exited = once(program, 'exit');
  program.disconnect();
  await exited;
}

type Row = readonly [label: string, value: string];

/** What fell short is said, and stands in the results; a bench fails for nothing, since it depends on the machine. */
function report(name: string, claim: string, rows: readonly Row[], failures: readonly string[]): void {
  for (const [label, value] of rows) process.stdout.write(`  ${label}: ${value}\n`);
  for (const failure of failures) process.stdout.write(`  FELL SHORT: ${failure}\n`);
  writeResult({ kind: 'bench', name, claim, rows, failures });
}

function median<T>(values: readonly T[], of: (value: T) => number): number {
  const sorted = values.map(of).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

await main(process.argv.slice(2));
