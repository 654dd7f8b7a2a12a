import { dateText, pastTimeText } from '@/lib/kernel/time-text';
import type { Ctx } from '@/lib/platform/context';
import { tokenHash } from '@/lib/platform/token-hash';
import { browserName } from './domain/browser-name';
import { judgeSession } from './domain/session-life';
import type { PersonScope } from './store';
import { findLink, findOwn, findPasswordAge, findUnendedSessions, type Settings } from './store-own-account';
import type { SessionView } from './view';

/** What `newToken` makes: anything else in an address costs no statement. */
const TOKEN = /^[\w-]{43}$/;

/** Where the actor is signed in at this moment: this browser first, then the last seen. */
export async function findOwnSessions(ctx: Ctx, timeZone: string): Promise<SessionView[]> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return [];
  const now = ctx.clock.now();
  const rows = await findUnendedSessions(ctx.db, scopeOf(ctx));
  const live = rows.filter((row) => judgeSession(row, actor.isAdministrator, now) === 'LIVE');
  const views = live.map((row) => {
    const { name, device } = browserName(row.userAgent);
    return {
      id: row.id,
      browser: name,
      device,
      address: row.address,
      firstSeen: pastTimeText(row.createdAt, now, timeZone),
      lastSeen: pastTimeText(row.lastSeenAt, now, timeZone),
      isCurrent: row.id === actor.sessionId,
    };
  });
  return views.sort((one, other) => Number(other.isCurrent) - Number(one.isCurrent));
}

/** `Aug 3, 2026`, or null where nobody knows. */
export async function findPasswordDate(ctx: Ctx, timeZone: string): Promise<string | null> {
  const changedAt = await findPasswordAge(ctx.db, scopeOf(ctx));
  return changedAt === null ? null : dateText(changedAt, timeZone);
}

/** What the settings page begins with: the row's own values, not what follows from them. */
export async function findOwnSettings(ctx: Ctx): Promise<Settings & { email: string }> {
  const own = await findOwn(ctx.db, scopeOf(ctx));
  if (own === null) throw new Error('a session without its person, which a reference forbids');
  const { name, email, timeZone, appearance } = own;
  return { name, email, timeZone, appearance };
}

/** Whom a reset link is for, or null when it cannot be used. Asking consumes nothing. */
export async function findResetLink(ctx: Ctx, token: string): Promise<{ email: string; companyName: string } | null> {
  if (!TOKEN.test(token)) return null;
  const reset = await findLink(ctx.db, 'PASSWORD_RESET', tokenHash(token), ctx.clock.now());
  return reset === null ? null : { email: reset.email, companyName: reset.companyName };
}

export type InvitationLink = { name: string; email: string; companyName: string; helpDesk: string | null };

/** Whom an invitation is for, or null when it cannot be used. Asking consumes nothing. */
export async function findInvitationLink(ctx: Ctx, token: string): Promise<InvitationLink | null> {
  if (!TOKEN.test(token)) return null;
  const link = await findLink(ctx.db, 'INVITATION', tokenHash(token), ctx.clock.now());
  if (link === null) return null;
  const { name, email, companyName, helpDesk } = link;
  return { name, email, companyName, helpDesk };
}

function scopeOf({ actor }: Ctx): PersonScope {
  if (actor.kind !== 'person') throw new Error('only a person has an account');
  return { companyId: actor.companyId, personId: actor.id };
}
