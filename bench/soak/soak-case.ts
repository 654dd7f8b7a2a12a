import type { RunningKeydesk } from '@/test/support/running-keydesk';

/** What a case found: figures for bench/results.md, and what must not be. An empty list of failures is a pass. */
export type Findings = { figures: readonly (readonly [name: string, value: string])[]; failures: readonly string[] };

export type Soak = {
  here: RunningKeydesk;
  /** Between 0 and 1, the same row for the same seed. */
  random: () => number;
  /** Small in `npm test`, large in `npm run soak`. */
  size: 'small' | 'large';
};

/** One long experiment; `npm test` runs the same code small. */
export type SoakCase = {
  /** One word, as it is asked for: `npm run soak -- sign-in`. */
  name: string;
  /** What holds, in a sentence. */
  claim: string;
  run(soak: Soak): Promise<Findings>;
};
