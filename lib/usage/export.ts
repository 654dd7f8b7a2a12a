import { can } from '@/lib/authz/can';
import { findReadingFacts } from '@/lib/companies/reading-facts';
import { csvLine } from '@/lib/kernel/csv';
import { DAY, type Instant, noonOfDate, plus, toIso } from '@/lib/kernel/instant';
import { isLocalTime } from '@/lib/kernel/local-time';
import { startOfDate } from '@/lib/kernel/period';
import { isoDate } from '@/lib/kernel/wall-clock';
import type { Ctx } from '@/lib/platform/context';
import { listUsage, type UsagePlace, type UsageRow } from './store';
import { lastDays } from './usage-days';

/** Read at once: memory stays this flat however long the file gets. */
const BATCH = 1_000;

const HEADINGS = [
  'Hour (UTC)',
  'Key name',
  'Access Key',
  'Owner type',
  'Owner',
  'Service account user ID',
  'Code',
  'Calls',
] as const;

/** First and last day in the company's zone, `YYYY-MM-DD`, both included; null for what is not said. */
export type UsagePeriod = { first: string | null; last: string | null };

type Parameters = Readonly<Record<string, string | undefined>>;

/** Of an address, `from` and `to`. What is no date is as if it were not there. */
export function parseUsagePeriod({ from, to }: Parameters): UsagePeriod {
  // Years of four digits that begin with 2: beyond them calendars and databases begin to disagree.
  const date = (text = '') => (text.startsWith('2') && isLocalTime({ date: text, time: '00:00' }) ? text : null);
  return { first: date(from), last: date(to) };
}

/** What the company's keys were used for, hour by hour, as a file: by default the last 30 days. Null for everybody but its administrators. */
export async function exportUsage(
  ctx: Ctx,
  period: UsagePeriod,
): Promise<{ name: string; lines: AsyncIterable<string> } | null> {
  const { actor, clock, db } = ctx;
  if (actor.kind !== 'person' || !can(actor, { action: 'key.list-all', companyId: actor.companyId })) return null;
  const { companyId } = actor;
  const now = clock.now();
  const { timeZone } = await findReadingFacts(db, { companyId, personId: actor.id });
  const last = period.last ?? isoDate(now, timeZone);
  const first = period.first ?? lastDays(startOfDate(last, timeZone), timeZone).dates[0] ?? last;
  const span = { from: startOfDate(first, timeZone), to: startOfDate(dayAfter(last), timeZone) };
  return { name: `usage-${first}-${last}.csv`, lines: linesOf(ctx, companyId, span) };
}

function dayAfter(date: string): string {
  return isoDate(plus(noonOfDate(date), DAY), 'UTC');
}

async function* linesOf({ db }: Ctx, companyId: string, span: { from: Instant; to: Instant }): AsyncGenerator<string> {
  yield csvLine(HEADINGS);
  let place: UsagePlace | null = null;
  for (;;) {
    const rows: UsageRow[] = await listUsage(db, companyId, span, place, BATCH);
    for (const row of rows) yield lineOf(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    place = last;
  }
}

const OWNER_TYPES = { USER: 'User', SERVICE_ACCOUNT: 'Service account', COMPANY: 'Company' } as const;

function lineOf({ hour, name, accessKey, ownerKind, owner, userId, code, calls }: UsageRow): string {
  return csvLine([toIso(hour), name, accessKey, OWNER_TYPES[ownerKind], owner, userId, code, calls]);
}
