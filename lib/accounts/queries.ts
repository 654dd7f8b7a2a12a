import type { Clock } from '@/lib/kernel/clock';
import { type Instant, plus } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import type { Db } from '@/lib/platform/database';
import { log } from '@/lib/platform/log';
import { tokenHash } from '@/lib/platform/token-hash';
import { judgeSession, SEEN_STEP_MS } from './domain/session-life';
import { type LiveSession, liveSessionOf } from './dto';
import { findPending, findPendingFacts, findSession, touchSession } from './store';
import { countCompanies, findOnlyCompany, isSetupLink } from './store-people';

/** What `newToken` makes: anything else in a cookie costs no statement. */
const TOKEN = /^[\w-]{43}$/;

/** The session behind a cookie, or null when there is none in force. Notes the visit, at most once a minute. */
export async function findLiveSession(db: Db, clock: Clock, token: string): Promise<LiveSession | null> {
  if (!TOKEN.test(token)) return null;
  const now = clock.now();
  const row = await findSession(db, tokenHash(token));
  if (row === null || !row.isActive || judgeSession(row, row.isAdministrator, now) !== 'LIVE') return null;
  noteVisit(db, row.id, row.lastSeenAt, now);
  return liveSessionOf(row);
}

/** Nobody waits for it: a visit that is not noted ends a session a minute early at worst. */
function noteVisit(db: Db, sessionId: string, lastSeenAt: Instant, now: Instant): void {
  const before = plus(now, -SEEN_STEP_MS);
  if (lastSeenAt > before) return;
  touchSession(db, sessionId, before, now).catch((error: unknown) => log.warn({ err: error }, 'visit not noted'));
}

export type PendingSignIn = { email: string; companyName: string; helpDesk: string | null };

/** Whose second step is owed, for the page that asks for it. */
export async function findPendingSignIn(ctx: Ctx, token: string): Promise<PendingSignIn | null> {
  if (!TOKEN.test(token)) return null;
  const pending = await findPending(ctx.db, tokenHash(token), ctx.clock.now());
  return pending === null ? null : findPendingFacts(ctx.db, pending);
}

/** Name and help-desk text for signed-out pages; null unless there is exactly one company. */
export async function findSignInFrame(ctx: Ctx): Promise<{ companyName: string; helpDesk: string | null } | null> {
  const company = await findOnlyCompany(ctx.db);
  return company === null ? null : { companyName: company.name, helpDesk: company.helpDesk };
}

/** What the set-up page shows. Asking consumes nothing. */
export async function findSetupState(ctx: Ctx, token: string): Promise<'READY' | 'LINK_SPENT' | 'ALREADY_SET_UP'> {
  if ((await countCompanies(ctx.db)) > 0) return 'ALREADY_SET_UP';
  return TOKEN.test(token) && (await isSetupLink(ctx.db, tokenHash(token), ctx.clock.now())) ? 'READY' : 'LINK_SPENT';
}
