import { mannWhitneyP } from '@/test/support/mann-whitney';
import { shuffled } from './seeded-random';
import type { Findings } from './soak-case';

/** Everything of an answer that a caller can see, without what is new in each one. */
export type Seen = { status: number; headers: string; body: string };

/** One way to be refused. `ask` prepares a sample and returns what is timed. */
export type Refusal = { name: string; prepare(): Promise<() => Promise<Seen>> };

/** Below this somebody who measures can tell two refusals apart. */
const LOWEST_P = 0.01;
const WARM_UP = 3;

/** Interleaved samples of several refusals, in a new order in each round: the answers must be the same, and the times alike. */
export async function compareAnswers(
  refusals: readonly Refusal[],
  samples: number,
  random: () => number,
): Promise<Findings> {
  const times = new Map(refusals.map(({ name }) => [name, [] as number[]]));
  const seen = new Map<string, Set<string>>();
  for (let round = -WARM_UP; round < samples; round += 1) {
    for (const { name, prepare } of shuffled(refusals, random)) {
      const ask = await prepare();
      const startedAt = performance.now();
      const answer = await ask();
      const took = performance.now() - startedAt;
      if (round < 0) continue;
      times.get(name)?.push(took);
      const said = JSON.stringify(answer);
      seen.set(said, (seen.get(said) ?? new Set()).add(name));
    }
  }
  const pairs = pairsOf(refusals.map(({ name }) => name));
  const likeness = pairs.map(([one, other]) => ({
    pair: `${one} / ${other}`,
    p: mannWhitneyP(times.get(one) ?? [], times.get(other) ?? []),
  }));
  return {
    figures: [
      ['samples of each', String(samples)],
      ...[...times].map(([name, values]) => [`${name}, median`, `${median(values).toFixed(1)} ms`] as const),
      ...likeness.map(({ pair, p }) => [`p of ${pair}`, p.toFixed(3)] as const),
    ],
    failures: [
      ...(seen.size === 1
        ? []
        : [`the answers differ: ${[...seen].map(([said, by]) => `${[...by]}: ${said}`).join(' · ')}`]),
      ...likeness.filter(({ p }) => p <= LOWEST_P).map(({ pair, p }) => `${pair} are told apart by time (p = ${p})`),
    ],
  };
}

function pairsOf(names: readonly string[]): [string, string][] {
  return names.flatMap((one, index) => names.slice(index + 1).map((other): [string, string] => [one, other]));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** New in every answer: the time, the request's id, and the nonce of the policy. */
const NEW_EACH_TIME = new Set(['date', 'x-request-id']);

export async function seenIn(response: Response): Promise<Seen> {
  const headers = [...response.headers].filter(([name]) => !NEW_EACH_TIME.has(name));
  return {
    status: response.status,
    headers: headers.map(([name, value]) => `${name}: ${value.replaceAll(/'nonce-[^']*'/g, "'nonce'")}`).join('\n'),
    body: (await response.text()).replaceAll(/req_[0-9A-Za-z]{16}/g, 'req_'),
  };
}
