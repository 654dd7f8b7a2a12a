/** What the verifier answers to a key that is in one of the states this ledger knows. */
export type Verdict = 'VALID' | 'DISABLED' | 'NOT_FOUND';

/** SECURITY 17: with the notification channel cut, as it is while things are killed, a change counts after this. */
const KNOWN_EVERYWHERE_AFTER_MS = 3_000;

/** A credential, and what may be the answer to it. Two answers while a change is under way, or was never answered. */
export type Entry = { key: string; keyId: string; possible: readonly Verdict[]; settledAt: number; version: number };

export type Change = { keyId: string; kind: string };

/** Everything that was acknowledged, noted by the one who asked: what a crash must not lose. */
export class KeyLedger {
  readonly entries: Entry[] = [];
  readonly acknowledged: Change[] = [];
  readonly violations: string[] = [];

  add(key: string, keyId: string): Entry {
    const entry = { key, keyId, possible: ['VALID'] as const, settledAt: performance.now(), version: 0 };
    this.entries.push(entry);
    return entry;
  }

  /** The change was asked for: from now on both answers are right. */
  expect(entry: Entry, after: Verdict): void {
    entry.possible = [...entry.possible, after];
    entry.version += 1;
  }

  /** It was acknowledged: from now on only one is. */
  settle(entry: Entry, verdict: Verdict): void {
    entry.possible = [verdict];
    entry.settledAt = performance.now();
    entry.version += 1;
  }

  acknowledge(kind: string, keyId: string): void {
    this.acknowledged.push({ kind, keyId });
  }

  /** Starts to judge one answer: what is returned takes it, and notes what must not have been said. */
  watch(entry: Entry): (verdict: string) => void {
    const { version, possible, settledAt } = entry;
    const isKnownEverywhere = performance.now() - settledAt > KNOWN_EVERYWHERE_AFTER_MS;
    return (verdict) => {
      if (!isKnownEverywhere || entry.version !== version || (possible as readonly string[]).includes(verdict)) return;
      this.violations.push(`${entry.keyId} should be ${possible.join(' or ')} and was ${verdict}`);
    };
  }

  /** The entries whose answers are not what they must be by now. */
  async findMismatches(ask: (key: string) => Promise<string>): Promise<string[]> {
    const found: string[] = [];
    for (const { key, keyId, possible } of this.entries) {
      const verdict = await ask(key);
      if (!(possible as readonly string[]).includes(verdict)) found.push(`${keyId}: ${possible} expected, ${verdict}`);
    }
    return found;
  }
}
