import { DAY, type Instant, plus, SECOND, toHttpDate } from '@/lib/kernel/instant';

/** How long before its end a key says so. */
const NOTICE = 30 * DAY;

/**
 * What an allow says of a key that ends within thirty days, as header names and values in pairs: `Sunset` (RFC 8594), the
 * instant from which it is refused, and `Deprecation` (RFC 9745), when the notice began. Empty for any other key.
 */
export function sunsetHeaders(expiresAt: Instant | null, now: Instant): readonly string[] {
  if (expiresAt === null || plus(expiresAt, -NOTICE) > now) return [];
  const noticeSince = Math.floor(plus(expiresAt, -NOTICE) / SECOND);
  return ['Sunset', toHttpDate(expiresAt), 'Deprecation', `@${noticeSince}`];
}
