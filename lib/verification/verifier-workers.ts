import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { AggregatorRegistry, type PrometheusContentType, type Registry } from 'prom-client';
import { log } from '@/lib/platform/log';

/**
 * Several processes of the verifier behind one port (VERIFIER_WORKERS). The first process only hands connections out, in
 * turn, and starts again what ends; each of the others is a whole verifier with a memory and counts of its own.
 */

const START_AGAIN_AFTER_MS = 500;
const ASK_AGAIN_AFTER_MS = 100;

type MetricsQuestion = { keydeskMetrics: 'ask'; id: number };
type MetricsAnswer = { keydeskMetrics: 'told'; id: number; text: string };

export type VerifierWorkers = {
  /**
   * Asks each to end after what is under way, and waits for all. Twice is once.
   * @param isAwaited has each of them asked a second time
   */
  stop: (isAwaited: AbortSignal) => Promise<void>;
};

/** In the first process. Resolves when all of them listen. */
export async function startWorkers(count: number): Promise<VerifierWorkers> {
  let stopping: Promise<void> | null = null;
  const figures = new AggregatorRegistry<PrometheusContentType>();
  cluster.on('message', (worker, message: MetricsQuestion) => {
    if (message.keydeskMetrics === 'ask') void tellMetrics(figures, worker, message.id);
  });
  cluster.on('exit', (worker, code, signal) => {
    if (stopping !== null) return;
    log.error({ pid: worker.process.pid, code, signal }, 'a verifier process ended and is started again');
    setTimeout(() => stopping === null && cluster.fork(), START_AGAIN_AFTER_MS);
  });
  await Promise.all(Array.from({ length: count }, () => untilItListens(cluster.fork())));
  return { stop: (isAwaited) => (stopping ??= stopAll(isAwaited)) };
}

/** @throws when it ends before it listens: what keeps one from starting keeps all of them. */
async function untilItListens(worker: Worker): Promise<void> {
  const end = new AbortController();
  const ended = once(worker, 'exit', { signal: end.signal }).then(() => {
    throw new Error('a verifier process ended before it listened; what it says stands above');
  });
  await Promise.race([once(worker, 'listening', { signal: end.signal }), ended]);
  ended.catch(() => undefined);
  end.abort();
}

async function stopAll(isAwaited: AbortSignal): Promise<void> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const ended = workers.map((worker) => once(worker, 'exit'));
  const ask = () => {
    for (const worker of workers) worker.process.kill('SIGTERM');
  };
  ask();
  // Not at once: of two signals that nobody has seen yet the system keeps one.
  const askAgain = () => setTimeout(ask, ASK_AGAIN_AFTER_MS).unref();
  if (isAwaited.aborted) askAgain();
  else isAwaited.addEventListener('abort', askAgain, { once: true });
  await Promise.all(ended);
}

async function tellMetrics(
  figures: AggregatorRegistry<PrometheusContentType>,
  worker: Worker,
  id: number,
): Promise<void> {
  const text = await figures.clusterMetrics().catch((error: unknown) => {
    log.warn({ reason: String(error) }, 'the figures of all verifier processes could not be read');
    return '';
  });
  const answer: MetricsAnswer = { keydeskMetrics: 'told', id, text };
  if (worker.isConnected()) worker.send(answer);
}

/** In each of the others: `/metrics` tells of all of them, whichever is asked. */
export function metricsOfAll(own: Registry): () => Promise<string> {
  // Answers the first process when it collects.
  new AggregatorRegistry();
  AggregatorRegistry.setRegistries(own);
  const waiting = new Map<number, (text: string) => void>();
  let asked = 0;
  process.on('message', (message: MetricsAnswer) => {
    if (message.keydeskMetrics !== 'told') return;
    waiting.get(message.id)?.(message.text);
    waiting.delete(message.id);
  });
  return () =>
    new Promise((resolve) => {
      asked += 1;
      waiting.set(asked, resolve);
      const question: MetricsQuestion = { keydeskMetrics: 'ask', id: asked };
      process.send?.(question);
    });
}
