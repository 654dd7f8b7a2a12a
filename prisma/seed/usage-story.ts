import { DAY, type Instant, plus, toDate } from '@/lib/kernel/instant';
import type { Db } from '@/lib/platform/database';

export type Use = { keyId: string; at: Instant };

/** What programs call themselves; the first keys have them in turn. */
export const AGENTS = [
  'billing-export/2.4',
  'curl/8.5.0',
  'python-requests/2.32.3',
  'node',
  'Go-http-client/2.0',
] as const;

/**
 * A month of calls up to each key's last use, busier on workdays and by day, with some that were denied: by arithmetic alone,
 * so that every demo shows the same, and in one statement, so that it starts as fast as before.
 */
export async function tellUsage(db: Db, uses: readonly Use[], now: Instant): Promise<void> {
  const ids = uses.map(({ keyId }) => keyId);
  const lastUses = uses.map(({ at }) => toDate(at));
  await db.$executeRaw`
    INSERT INTO key_usage_hour (company_id, key_id, hour, code, calls)
    SELECT k.company_id, k.id, h.hour, v.code, v.calls
    FROM unnest(${ids}::text[], ${lastUses}::timestamptz[]) WITH ORDINALITY AS used(key_id, last_at, n)
    JOIN api_key k ON k.id = used.key_id
    CROSS JOIN LATERAL generate_series(
      date_trunc('hour', greatest(k.created_at, ${toDate(plus(now, -30 * DAY))}::timestamptz), 'UTC'),
      used.last_at, interval '1 hour') AS h(hour)
    CROSS JOIN LATERAL (SELECT extract(epoch FROM h.hour)::bigint / 3600 AS hours) AS e
    CROSS JOIN LATERAL (SELECT
      (e.hours * 7919 + used.n * 104729) % 97 AS dice,
      ((e.hours / 24) * (e.hours / 24) * 13 + (e.hours / 24) * used.n * 7 + used.n * 31) % 23 AS luck,
      extract(isodow FROM h.hour AT TIME ZONE 'UTC')::int AS weekday,
      extract(hour FROM h.hour AT TIME ZONE 'America/Chicago')::int AS oclock) AS t
    CROSS JOIN LATERAL (SELECT (
      (6 + used.n * 37 % 11 * 9) * (CASE WHEN t.weekday > 5 AND used.n % 4 <> 0 THEN 0.25 ELSE 1 END)
      * (CASE WHEN t.oclock BETWEEN 7 AND 18 THEN 1 ELSE 0.3 END) * (0.5 + t.luck / 25.0 + t.dice / 240.0))::bigint AS calls) AS c
    CROSS JOIN LATERAL (VALUES
      ('VALID', c.calls + 1),
      ('IP_DENIED', CASE WHEN t.luck > 15 AND t.dice % 9 = 7 THEN 1 + c.calls * (t.luck - 15) / 90 ELSE 0 END),
      ('AUDIENCE_DENIED', CASE WHEN t.luck % 5 = 1 AND t.dice = 41 THEN 1 + used.n % 3 ELSE 0 END)) AS v(code, calls)
    WHERE v.calls > 0`;
}
