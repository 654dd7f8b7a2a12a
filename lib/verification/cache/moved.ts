/** What changed in the database, as a message of the channel `keydesk_verdicts` says it. */
export type Moved =
  /** Everything that hangs on one of these. */
  | { kind: 'scope'; scope: Scope; ids: readonly string[] }
  /** There are new credentials: what was unknown may be known. */
  | { kind: 'new' }
  /** Nothing did: a verifier measures how long news takes. */
  | { kind: 'probe'; name: string }
  | { kind: 'all' };

export type Scope = 'k' | 'o' | 'c';

/** Reads a payload. What it does not understand, such as a word of a later version, may concern anything. */
export function parseMoved(payload: string): Moved {
  if (payload === 'n') return { kind: 'new' };
  const [scope, ...ids] = payload.split(' ');
  if (scope === 'p' && ids.length === 1) return { kind: 'probe', name: ids.join() };
  const isScope = scope === 'k' || scope === 'o' || scope === 'c';
  return isScope && ids.length > 0 ? { kind: 'scope', scope, ids } : { kind: 'all' };
}
