import { csvLine } from '@/lib/kernel/csv';
import { toIso } from '@/lib/kernel/instant';
import type { ListPlace } from '@/lib/kernel/list-place';
import { isoDate } from '@/lib/kernel/wall-clock';
import type { Ctx } from '@/lib/platform/context';
import { inactiveFrom } from '../domain/expiry';
import { presentKey } from '../present';
import type { KeyFilters, KeySort } from './filters';
import { readingFor } from './present';
import { findReading, type InventoryReading } from './queries';
import { type ListedKey, listMatches, planList } from './store';

/** Read at once: memory stays this flat however long the file gets. */
const BATCH = 500;

const HEADINGS = [
  'Key ID',
  'Name',
  'Description',
  'Access Key',
  'Owner type',
  'Owner',
  'Owner e-mail',
  'Status',
  'Access',
  'IP policy',
  'Audience',
  'Created',
  'Issued',
  'Last used',
  'Expires',
  'Expires if not used',
] as const;

/** The list as a file, read page by page behind the last key of the one before; null for whoever may not see it. */
export async function exportInventory(
  ctx: Ctx,
  filters: KeyFilters,
  sort: KeySort,
): Promise<{ name: string; lines: AsyncIterable<string> } | null> {
  const reading = await findReading(ctx);
  if (reading === null) return null;
  const name = `keys-${isoDate(reading.judgement.now, reading.readerZone)}.csv`;
  return { name, lines: linesOf(ctx, filters, sort, reading) };
}

async function* linesOf(
  { db }: Ctx,
  filters: KeyFilters,
  sort: KeySort,
  reading: InventoryReading,
): AsyncGenerator<string> {
  yield csvLine(HEADINGS);
  const plan = await planList(db, filters, reading.judgement);
  let place: ListPlace | null = null;
  for (;;) {
    const keys: ListedKey[] = await listMatches(db, plan, sort, place, BATCH);
    for (const key of keys) yield lineOf(key, reading);
    const last = keys.at(-1);
    if (last === undefined || keys.length < BATCH) return;
    place = { way: 'after', values: [last.sortValue, last.id] };
  }
}

const OWNER_TYPES = { USER: 'User', SERVICE_ACCOUNT: 'Service account', COMPANY: 'Company' } as const;

/** Instants as RFC 3339 in UTC: a file is read by programs, and by people in any zone. */
function lineOf(key: ListedKey, reading: InventoryReading): string {
  const { statusLabel, status } = presentKey(key, { ...readingFor(reading), owner: key.owner });
  const unused = inactiveFrom({ ...key, notAccessedPeriod: key.notAccessed }, reading.timeZone);
  const time = (at: typeof unused) => (at === null ? null : toIso(at));
  return csvLine([
    key.id,
    key.name,
    key.description,
    key.accessKey,
    OWNER_TYPES[key.ownerKind],
    key.owner.userId ?? key.owner.name,
    key.owner.email,
    status === 'ACTIVE' ? 'Active' : statusLabel,
    key.access === 'FULL' ? 'Full access' : 'Selected',
    key.hasIpPolicy ? 'Yes' : 'No',
    key.audience === 'CLIENT' ? 'Client' : 'Business Profile',
    time(key.createdAt),
    time(key.issuedAt),
    time(key.lastUsedAt),
    time(key.expiresAt),
    time(unused),
  ]);
}
