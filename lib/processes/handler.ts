import type { Json } from '@/lib/kernel/canonical-json';
import type { Instant } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/database';

/** How far a process is. What it has done and what it left alone together never exceed `total`. */
export type Progress = {
  /** null until it is known how much there is. */
  total: number | null;
  done: number;
  /** Left alone, such as what was changed meanwhile. */
  skipped: number;
  /** Where the next chunk begins; the handler's own, null at the beginning. */
  cursor: string | null;
};

/** Something that a process goes through, as it was when the process was asked for. */
export type ProcessItem = { id: string; version: number };

/** At most so many rows are changed by one transaction, so that nobody waits long for what it locks. */
export const MOST_IN_CHUNK = 500;

/** One part of a process, in a transaction of its own. */
export type Chunk = {
  tx: Tx;
  now: Instant;
  companyId: string;
  /** What `startProcess` was given. */
  work: { readonly [name: string]: Json };
  progress: Progress;
  /**
   * Who asked for the process, as they are now, and from where: for the audit. Locks them together with `people`, in the
   * order of their ids, so call it before anything else is locked. Without the rights the process ends as canceled.
   */
  actFor: (people?: readonly string[]) => Promise<Ctx>;
  /** Takes what is next of the process's items, in the order of their ids: at most `MOST_IN_CHUNK`, none at the end. */
  takeItems: () => Promise<ProcessItem[]>;
};

export type ChunkOutcome =
  | { progress: Progress; isDone: boolean }
  /** The rest is not done: the reason, for people. */
  | { canceled: string };

/** What a feature gives the worker for the processes that it starts. */
export type ProcessHandler = {
  kind: string;
  /** Does the next part. Everything it writes commits together with the progress it answers, or not at all. */
  runChunk: (chunk: Chunk) => Promise<ChunkOutcome>;
};
