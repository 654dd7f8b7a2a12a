import { config } from '@/lib/platform/config';
import { keyring } from '@/lib/platform/keyring';
import { standingClock } from './test-keys';
import { startVerifier, type Verifier, type VerifierSettings } from './verifier';

/** What must have happened before a test's verifier can know what the test changed, by its URL. */
const catchingUp = new Map<string, () => Promise<void>>();

/** For tests: a verifier on a free port of this machine over the file's database, its clock standing at `NOW`. */
export async function startTestVerifier(changes: Partial<VerifierSettings> = {}): Promise<Verifier & { url: string }> {
  const databaseUrl = changes.databaseUrl ?? config().databaseUrl ?? '';
  const verifier = await startVerifier({
    databaseUrl,
    listenUrl: databaseUrl,
    host: '127.0.0.1',
    port: 0,
    tokens: [],
    trustedProxies: ['127.0.0.0/8', '::1/128'],
    keyring: keyring(),
    clock: standingClock(),
    nowOffsetMs: 0,
    ...changes,
  });
  const url = `http://127.0.0.1:${verifier.port}`;
  // A database of the test's own may be one that does not answer.
  if (changes.databaseUrl === undefined) {
    await verifier.untilCaughtUp();
    catchingUp.set(url, verifier.untilCaughtUp);
  }
  const stop = async (isAwaited?: AbortSignal) => {
    catchingUp.delete(url);
    await verifier.stop(isAwaited);
  };
  return { ...verifier, stop, url };
}

/** For tests: waits until the verifier there has heard of everything that the test changed; whoever asks a gateway's way calls it. */
export async function untilCaughtUp(url: string): Promise<void> {
  await catchingUp.get(new URL(url).origin)?.();
}

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

/** For tests: `POST /v1/verify`, once the verifier has heard of everything that the test changed. */
export async function askVerifier(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  await untilCaughtUp(url);
  const response = await fetch(`${url}/v1/verify`, {
    method: 'POST',
    // A connection that is kept would be waited for when the verifier stops.
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}
