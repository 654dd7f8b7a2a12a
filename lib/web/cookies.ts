import 'server-only';
import { cookies } from 'next/headers';
import type { Instant } from '@/lib/kernel/instant';
import { systemClock } from '@/lib/platform/clock';
import { config } from '@/lib/platform/config';

type CookieKind = 'session' | 'pending' | 'browser';

const isSecure = (): boolean => config().console.url.startsWith('https:');

/** `__Host-` binds a cookie to this host and to https; browsers refuse it over http. */
export function cookieName(kind: CookieKind): string {
  return `${isSecure() ? '__Host-' : ''}keydesk-${kind}`;
}

export function cookieFlags() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() } as const;
}

export async function readCookie(kind: CookieKind): Promise<string | null> {
  return (await cookies()).get(cookieName(kind))?.value ?? null;
}

/** Only in server actions and route handlers. The row decides how long the token is good; the cookie goes with it. */
export async function writeCookie(kind: CookieKind, token: string, expiresAt: Instant): Promise<void> {
  const maxAge = Math.max(1, Math.round((expiresAt - systemClock.now()) / 1_000));
  (await cookies()).set(cookieName(kind), token, { ...cookieFlags(), maxAge });
}

export async function dropCookie(kind: CookieKind): Promise<void> {
  // Deleted with its own flags: a browser ignores a `__Host-` cookie that comes without them.
  (await cookies()).set(cookieName(kind), '', { ...cookieFlags(), maxAge: 0 });
}
