import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, ConsoleClient } from './console-client';
import { fetchWithin } from './fetch-within';
import type { Entry, KeyLedger, Verdict } from './key-ledger';

const WRITERS = 2;
const READERS = 2;
const PAUSE_MS = 20;
const ANSWER_TIMEOUT_MS = 5_000;

/** People who change keys in the console, and gateways that ask the verifier, without a pause and until stopped. */
export class Load {
  readonly #client: ConsoleClient;
  readonly #verifierPort: number;
  readonly #ledger: KeyLedger;
  #isStopping = false;
  #running: Promise<unknown> | null = null;
  #names = 0;
  /** Verdicts given; neither 503 nor a broken connection is one. */
  verdicts = 0;

  constructor(client: ConsoleClient, verifierPort: number, ledger: KeyLedger) {
    this.#client = client;
    this.#verifierPort = verifierPort;
    this.#ledger = ledger;
  }

  /** Once it runs, this does nothing: a failed test may have left it running. */
  start(): void {
    if (this.#running !== null) return;
    this.#isStopping = false;
    const forever = async (step: () => Promise<void>) => {
      while (!this.#isStopping) {
        await step();
        await sleep(PAUSE_MS);
      }
    };
    this.#running = Promise.all([
      ...Array.from({ length: WRITERS }, () => forever(() => this.#liveThrough())),
      ...Array.from({ length: READERS }, () => forever(() => this.#askOnce())),
    ]);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running;
    this.#running = null;
  }

  /** What the verifier says: a code, or `UNANSWERED`. */
  async ask(key: string): Promise<string> {
    try {
      const url = `http://127.0.0.1:${this.#verifierPort}/v1/verify`;
      const headers = { 'content-type': 'application/json' };
      const asked = { method: 'POST', headers, body: JSON.stringify({ key }) };
      return await fetchWithin(ANSWER_TIMEOUT_MS, url, asked, async (response) => {
        if (response.status !== 200) return 'UNANSWERED';
        return ((await response.json()) as { code: string }).code; // CONTRACT §3
      });
    } catch {
      return 'UNANSWERED';
    }
  }

  async #askOnce(): Promise<void> {
    const { entries } = this.#ledger;
    // The latest ones are the interesting ones; all of them are asked for at the end.
    const entry = entries[entries.length - 1 - Math.floor(Math.random() * Math.min(entries.length, 20))];
    if (entry === undefined) return;
    const judge = this.#ledger.watch(entry);
    const verdict = await this.ask(entry.key);
    if (verdict === 'UNANSWERED') return;
    this.verdicts += 1;
    judge(verdict);
  }

  /** One key from its generation to its end. Left alone as soon as an answer is missing, since nobody knows its state then. */
  async #liveThrough(): Promise<void> {
    this.#names += 1;
    const made = await this.#client.act('generateKeyAction', { name: `Key ${this.#names}` });
    const entry = this.#noteIssued('key.generated', made);
    if (entry === null) return;
    if (!(await this.#change(entry, 'disableKeyAction', 'key.disabled', 'DISABLED'))) return;
    if (!(await this.#change(entry, 'activateKeyAction', 'key.activated', 'VALID'))) return;
    this.#ledger.expect(entry, 'NOT_FOUND');
    const second = this.#noteIssued('key.regenerated', await this.#act('regenerateKeyAction', entry));
    if (second === null) return;
    this.#ledger.settle(entry, 'NOT_FOUND');
    if (!(await this.#change(second, 'disableKeyAction', 'key.disabled', 'DISABLED'))) return;
    await this.#change(second, 'deleteKeyAction', 'key.deleted', 'NOT_FOUND');
  }

  #noteIssued(kind: string, answer: Answer): Entry | null {
    if (answer === null) return null;
    if (!answer.ok) {
      if (answer.error.code !== 'FAILED') this.#ledger.violations.push(`${kind} was refused: ${answer.error.code}`);
      return null;
    }
    const { key, id } = answer.value;
    this.#ledger.acknowledge(kind, String(id));
    return this.#ledger.add(String(key), String(id));
  }

  async #change(entry: Entry, action: string, kind: string, after: Verdict): Promise<boolean> {
    this.#ledger.expect(entry, after);
    const answer = await this.#act(action, entry);
    if (answer?.ok !== true) return false;
    this.#ledger.acknowledge(kind, entry.keyId);
    this.#ledger.settle(entry, after);
    return true;
  }

  #act(action: string, { keyId }: Entry): Promise<Answer> {
    return this.#client.act(action, { keyId });
  }
}
