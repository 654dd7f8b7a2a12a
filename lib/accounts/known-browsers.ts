import { type Instant, plus } from '@/lib/kernel/instant';
import type { Ctx, RequestFacts } from '@/lib/platform/context';
import type { Db, Tx } from '@/lib/platform/database';
import { newToken } from '@/lib/platform/random';
import { tokenHash } from '@/lib/platform/token-hash';
import { BROWSER_KNOWN_MS, browserSubject, codeSubject, MOST_BROWSERS, passwordSubject } from './domain/throttle-rules';
import type { Cookie } from './dto';
import type { PersonScope } from './store';
import { findKnownBrowsers, forgetBrowsers, type KnownBrowserRow, keepBrowser } from './store-known-browsers';

/**
 * Where a try is counted: under `subject`, or on the lane of a browser in which this very account was signed in to before.
 * Whoever guesses from elsewhere then blocks everybody but the owner. The cookie alone opens nothing; a stolen one gives as
 * many guesses as any other lane (docs/decisions/0011-known-browsers.md).
 */
export async function laneOf(
  db: Db | Tx,
  { browserToken }: RequestFacts,
  subject: string,
  now: Instant,
): Promise<string> {
  if (browserToken === undefined) return subject;
  const known = await findKnownBrowsers(db, tokenHash(browserToken), now);
  const own = known.find((row) => lanesOf(row).includes(subject));
  return own === undefined ? subject : browserSubject(own.id, subject);
}

/** A reset link must not be a way to more guesses at the second step. */
function lanesOf({ emailKey, personId, isProved }: KnownBrowserRow): string[] {
  return isProved ? [passwordSubject(emailKey), codeSubject(personId)] : [passwordSubject(emailKey)];
}

/**
 * Makes the browser known: after a whole sign-in (`isProved`), or a reset link. Lanes are only ever made here. A browser that
 * somebody else signed in with before keeps its cookie and is then known to both; a cookie that nobody was given is replaced.
 * The person is locked by whoever asks.
 */
export async function rememberBrowser(
  tx: Tx,
  ctx: Ctx,
  scope: PersonScope,
  isProved: boolean,
  now: Instant,
): Promise<Cookie> {
  const given = ctx.request.browserToken;
  const isKnown = given !== undefined && (await findKnownBrowsers(tx, tokenHash(given), now)).length > 0;
  const token = isKnown ? given : newToken();
  await keepBrowser(tx, scope, { tokenHash: tokenHash(token), isProved, renewedAt: now }, MOST_BROWSERS);
  return { token, expiresAt: plus(now, BROWSER_KNOWN_MS) };
}

/** Every other browser of the person is like any other from now on. */
export async function forgetOtherBrowsers(tx: Tx, ctx: Ctx, scope: PersonScope): Promise<void> {
  const own = ctx.request.browserToken;
  await forgetBrowsers(tx, scope, own === undefined ? null : tokenHash(own));
}
