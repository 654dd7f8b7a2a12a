import type { Instant } from '@/lib/kernel/instant';
import type { VerdictCode } from '@/lib/keys/domain/verdict';

/** Four sums over a secret: see `ProvenSecrets`. */
export type Fingerprint = readonly [number, number, number, number];

/** What the JSON profile says of the key itself, and its bytes in UTF-8. */
export type JsonTail = { text: string; bytes: number };

/** Calls of one key in one hour (since 1970) with one verdict. */
export type UsageCounter = {
  readonly keyId: string;
  readonly hour: number;
  readonly code: VerdictCode;
  calls: number;
  /** Of the collection that it is written with; once that was written, it counts nothing any more. */
  readonly generation: number;
  /** Another one of the same key; there mostly is none, for which a list would be as large as all the rest. */
  readonly next: UsageCounter | null;
};

/** A use that was written, and the last one known since. */
export type WrittenUse = { readonly at: Instant; lastUsedAt: Instant };

/**
 * What was worked out of a record, or found for its key, and is good for as long as the record is; null until then. Each part
 * is its maker's alone. It stands in the record itself since a verdict waits for memory more than for anything else: a
 * table of its own costs several times as many places to look at.
 */
export type RecordMemo = {
  /** Of `ProvenSecrets`. */
  fingerprint: Fingerprint | null;
  /** Of the JSON profile. */
  jsonTail: JsonTail | null;
  /** Of the gateways' profiles. */
  gatewayHeaders: readonly string[] | null;
  /** Of `Usage`: the counter that was added to last. */
  counter: UsageCounter | null;
  /** Of `LastUsed`. */
  written: WrittenUse | null;
};

export function emptyMemo(): RecordMemo {
  return { fingerprint: null, jsonTail: null, gatewayHeaders: null, counter: null, written: null };
}
