import net from 'node:net';
import { performance } from 'node:perf_hooks';
import { issueSecretCredential } from '@/lib/keys/domain/credential';
import { randomBytes } from '@/lib/platform/random';
import type { SoakCase } from './soak-case';

const REQUESTS = { small: 600, large: 1_000_000 };
const AT_ONCE = { small: 20, large: 64 };
const ANSWER_MS = 15_000;
/** A cache of unknown Access Keys that fills, and no more. */
const MOST_GROWTH = 150 * 2 ** 20;
const PATHS = [
  '/v1/verify',
  '/v1/auth/nginx',
  '/v1/auth/forward/c/x',
  '/oauth/token',
  '/oauth/introspect',
  '/metrics',
  '/',
];

/** Whatever is sent, the verifier lives, allows nothing, and fails with nothing but 503. */
export const hostile: SoakCase = {
  name: 'hostile',
  claim: 'Random bytes, broken HTTP, huge and duplicate headers, slow senders: no crash, no 5xx but 503, no allow.',
  async run({ here, random, size }) {
    const port = here.ports.verifier;
    const before = await vitalsOf(port);
    const statuses = new Map<string, number>();
    const failures = new Set<string>();
    let sent = 0;
    const send = async () => {
      while (sent < REQUESTS[size]) {
        sent += 1;
        const made = makeRequest(random);
        const answer = await exchange(port, made, random);
        const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 'none';
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (isWrong(status, answer)) failures.add(`${made.kind}: ${status} ${answer.slice(-200)}`);
      }
    };
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: AT_ONCE[size] }, send));
    const seconds = (performance.now() - startedAt) / 1_000;
    const after = await vitalsOf(port);
    return {
      figures: [
        ['requests', String(sent)],
        ['a second', (sent / seconds).toFixed(0)],
        ...[...statuses].sort().map(([status, count]) => [`answered ${status}`, String(count)] as const),
        ['resident memory before', megabytes(before.residentBytes)],
        ['resident memory after', megabytes(after.residentBytes)],
      ],
      failures: [
        ...[...failures].slice(0, 5),
        ...(after.startedAt === before.startedAt ? [] : ['the verifier ended and was started again']),
        ...(after.residentBytes - before.residentBytes <= MOST_GROWTH ? [] : ['its memory grew']),
      ],
    };
  },
};

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;

function isWrong(status: string, answer: string): boolean {
  if (status.startsWith('5') && status !== '503') return true;
  return answer.includes('"valid":true') || answer.includes('"active":true') || /^x-key-id:/im.test(answer);
}

/** How much memory the verifier holds, and since when it runs: one that ended is started again by its supervisor. */
async function vitalsOf(port: number): Promise<{ residentBytes: number; startedAt: number }> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const figure = (name: string) => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1] ?? Number.NaN);
  return { residentBytes: figure('process_resident_memory_bytes'), startedAt: figure('process_start_time_seconds') };
}

type Made = { kind: string; bytes: Buffer; isSlow: boolean };

/** One request of a random kind: from bytes that are no HTTP to a perfect request for a key that nobody has. */
function makeRequest(random: () => number): Made {
  const kinds = Object.keys(KINDS);
  const kind = kinds[Math.floor(random() * kinds.length)] ?? 'noise';
  const bytes = KINDS[kind]?.(random) ?? Buffer.alloc(0);
  return { kind, bytes, isSlow: random() < 0.01 };
}

const below = (random: () => number, end: number): number => Math.floor(random() * end);
const pathOf = (random: () => number): string => PATHS[below(random, PATHS.length)] ?? '/';
const noise = (random: () => number, size: number): Buffer =>
  Buffer.from(Array.from({ length: size }, () => below(random, 256)));

function post(
  path: string,
  body: Buffer | string,
  headers: readonly string[] = ['Content-Type: application/json'],
): Buffer {
  const bytes = Buffer.from(body);
  const head = [`POST ${path} HTTP/1.1`, 'Host: x', 'Connection: close', `Content-Length: ${bytes.length}`, ...headers];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes]);
}

const KINDS: Readonly<Record<string, (random: () => number) => Buffer>> = {
  noise: (random) => noise(random, below(random, 400)),
  'noise as a body': (random) => post(pathOf(random), noise(random, below(random, 2_000))),
  'a stranger’s key': (random) => {
    const { key } = issueSecretCredential(randomBytes);
    return post(pathOf(random), JSON.stringify({ key, ip: '203.0.113.9' }));
  },
  'broken JSON': (random) => post('/v1/verify', `{"key":${'['.repeat(below(random, 3_000))}`),
  'wrong types': (random) => post('/v1/verify', JSON.stringify({ key: [below(random, 9)], accessKey: {} })),
  'a body too large': (random) => post(pathOf(random), 'x'.repeat(17_000 + below(random, 40_000))),
  'a form': (random) =>
    post(pathOf(random), `grant_type=client_credentials&token=${noise(random, 20).toString('hex')}`, [
      'Content-Type: application/x-www-form-urlencoded',
    ]),
  'many headers': (random) => {
    const many = Array.from({ length: below(random, 3_000) }, (_, index) => `X-H-${index}: ${index}`);
    return post(pathOf(random), '{}', many);
  },
  'a huge header': (random) =>
    post(pathOf(random), '{}', [`Authorization: Bearer ${'k'.repeat(below(random, 40_000))}`]),
  'headers twice': (random) => {
    const twice = [
      'Authorization: Bearer a',
      'Authorization: Bearer b',
      'X-Api-Key: c',
      'X-Real-IP: 1.1.1.1',
      'X-Real-IP: 2.2.2.2',
    ];
    return post(pathOf(random), '{}', twice);
  },
  'two lengths': (random) => post(pathOf(random), '{}', ['Content-Length: 5', 'Transfer-Encoding: chunked']),
  'no HTTP version': (random) => Buffer.from(`GET ${pathOf(random)}\r\n\r\n`),
  'a strange method': (random) =>
    Buffer.from(
      `${noise(random, 6).toString('hex').toUpperCase()} ${pathOf(random)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    ),
};

/** Writes it, in two parts with a pause where it is slow, and reads what comes until the end. */
function exchange(port: number, { bytes, isSlow }: Made, random: () => number): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = net.connect(port, '127.0.0.1');
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    const middle = isSlow ? below(random, bytes.length) : bytes.length;
    socket.write(bytes.subarray(0, middle));
    if (isSlow) setTimeout(() => socket.end(bytes.subarray(middle)), 200);
    else socket.end();
  });
}
