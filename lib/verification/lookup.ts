import type pg from 'pg';
import { type Instant, toInstant } from '@/lib/kernel/instant';
import { storedPeriod } from '@/lib/kernel/period';
import { type AddressRange, parseRange } from './address';
import { emptyMemo } from './record-memo';
import {
  type Access,
  type Audience,
  type FindForVerification,
  type FindMany,
  type OwnerType,
  UnreadableRow,
  type VerificationRecord,
} from './verification-record';

/**
 * All that a verdict reads, in one statement over unique indexes.
 *
 * It fetches the nearest credential, and the caller of the statement tells whether that is the one asked for: an unknown
 * Access Key costs the same index walk and the same joins as a known one, so that time does not tell them apart
 * (SECURITY 16). The second half of the union is only walked above the largest Access Key.
 */
export const FIND_FOR_VERIFICATION =
  factsOf(`((SELECT * FROM key_credential WHERE access_key >= $1 ORDER BY access_key LIMIT 1)
  UNION ALL (SELECT * FROM key_credential WHERE access_key < $1 ORDER BY access_key DESC LIMIT 1)
  LIMIT 1)`);

/**
 * The same of many, without a wait of anybody's that could tell what there is. The array is a subquery, so that PostgreSQL guesses
 * its length the same way with and without the values: a plan for few values would look cheaper than the one that is kept for any,
 * and be made anew each time, which takes ten times as long as reading.
 */
export const FIND_MANY = `${factsOf('key_credential')}
WHERE r.access_key = ANY(ARRAY(SELECT unnest($1::text[])))`;

/** @param credentials in SQL: which of them */
function factsOf(credentials: string): string {
  return `
SELECT r.access_key, r.secret_hash, r.secret_id,
  ${epoch('r.valid_from')} AS valid_from, ${epoch('r.valid_until')} AS valid_until,
  r.retired_at IS NOT NULL AS is_retired,
  k.id AS key_id, k.name, k.audience::text, k.access::text,
  k.deleted_at IS NOT NULL AS is_deleted, k.disabled_at IS NOT NULL AS is_disabled,
  ${epoch('k.issued_at')} AS issued_at, ${epoch('k.expires_at')} AS expires_at,
  ${epoch('u.last_used_at')} AS last_used_at, k.not_accessed_period,
  coalesce(k.rate_limit_per_minute, y.rate_limit_per_minute) AS rate_limit_per_minute,
  k.owner_kind::text, k.owner_id, p.email, s.user_id, c.id AS company_id, c.slug, c.time_zone,
  c.deactivated_at IS NULL AND p.deactivated_at IS NULL AND s.deactivated_at IS NULL AS is_owner_active,
  p.id IS NOT NULL AND p.mfa_enabled_at IS NULL AND coalesce(y.requires_mfa, true) AS lacks_mfa,
  ARRAY(SELECT i.range FROM key_ip_range i WHERE i.key_id = k.id ORDER BY i.position) AS ip_ranges,
  ARRAY(SELECT t.slug FROM service_account_tenant x JOIN tenant t ON t.id = x.tenant_id
    WHERE x.service_account_id = s.id ORDER BY t.slug COLLATE "C") AS tenants,
  ARRAY(SELECT v.slug FROM service_account_virtual_server x JOIN virtual_server v ON v.id = x.virtual_server_id
    WHERE x.service_account_id = s.id ORDER BY v.slug COLLATE "C") AS virtual_servers
FROM ${credentials} r
JOIN api_key k ON k.id = r.key_id
JOIN company c ON c.id = k.company_id
LEFT JOIN key_policy y ON y.company_id = k.company_id
LEFT JOIN person p ON p.id = k.owner_person_id
LEFT JOIN service_account s ON s.id = k.owner_service_account_id
LEFT JOIN key_last_use u ON u.key_id = k.id`;
}

/** Whole milliseconds since 1970: exact, and without the driver's reading of time zones. */
function epoch(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8`;
}

type Row = {
  access_key: string;
  secret_hash: Buffer | null;
  secret_id: string | null;
  valid_from: number;
  valid_until: number | null;
  is_retired: boolean;
  key_id: string;
  name: string;
  audience: string;
  access: string;
  is_deleted: boolean;
  is_disabled: boolean;
  issued_at: number;
  expires_at: number | null;
  last_used_at: number | null;
  not_accessed_period: string | null;
  owner_kind: string;
  owner_id: string;
  email: string | null;
  user_id: string | null;
  company_id: string;
  slug: string;
  time_zone: string;
  is_owner_active: boolean;
  lacks_mfa: boolean;
  ip_ranges: string[];
  tenants: string[];
  virtual_servers: string[];
  rate_limit_per_minute: number | null;
};

/** Reads from the database at each call. @throws UnreadableRow, and what the database throws */
export function lookup(pool: Pick<pg.Pool, 'query'>): FindForVerification {
  return async (accessKey) => {
    const { rows } = await pool.query<Row>({
      name: 'find-for-verification',
      text: FIND_FOR_VERIFICATION,
      values: [accessKey],
    });
    const [row] = rows;
    if (row === undefined || row.access_key !== accessKey) return null;
    const record = readRow(row);
    if (record instanceof UnreadableRow) throw record;
    return record;
  };
}

/** Reads from the database at each call. @throws what the database throws */
export function lookupMany(pool: Pick<pg.Pool | pg.PoolClient, 'query'>): FindMany {
  return async (accessKeys) => {
    const { rows } = await pool.query<Row>({ name: 'find-many', text: FIND_MANY, values: [accessKeys] });
    return new Map(rows.map((row) => [row.access_key, readRow(row)]));
  };
}

function readRow(row: Row): VerificationRecord | UnreadableRow {
  try {
    return toRecord(row);
  } catch (error) {
    return unreadable(error);
  }
}

/** Whatever part of a row it was that did not understand it. */
function unreadable(error: unknown): UnreadableRow {
  return error instanceof UnreadableRow ? error : new UnreadableRow(String(error), { cause: error });
}

/** Most keys have none, and a hundred thousand of them are kept. */
const NONE: readonly never[] = [];
/** Companies are few and keys many: one of each is kept, as it was read last. */
const MOST_COMPANIES = 10_000;
const companies = new Map<string, VerificationRecord['company']>();

function sharedCompany({ company_id: id, slug, time_zone: timeZone }: Row): VerificationRecord['company'] {
  const known = companies.get(id);
  if (known !== undefined && known.slug === slug && known.timeZone === timeZone) return known;
  if (companies.size >= MOST_COMPANIES) companies.clear();
  const company = { id, slug, timeZone };
  companies.set(id, company);
  return company;
}

/** @throws UnreadableRow, and RangeError of its parts */
function toRecord(row: Row): VerificationRecord {
  const company = sharedCompany(row);
  return {
    accessKey: row.access_key,
    credential: {
      secret: toSecret(row),
      validFrom: toInstant(row.valid_from),
      validUntil: toNullableInstant(row.valid_until),
      isRetired: row.is_retired,
    },
    keyId: row.key_id,
    name: row.name,
    audience: toAudience(row.audience),
    access: toAccess(row.access),
    isDeleted: row.is_deleted,
    isDisabled: row.is_disabled,
    issuedAt: toInstant(row.issued_at),
    expiresAt: toNullableInstant(row.expires_at),
    lastUsedAt: toNullableInstant(row.last_used_at),
    notAccessedPeriod: row.not_accessed_period === null ? null : storedPeriod(row.not_accessed_period),
    owner: { type: toOwnerType(row.owner_kind), id: row.owner_id, userId: row.email ?? row.user_id ?? company.slug },
    isOwnerActive: row.is_owner_active,
    lacksMfa: row.lacks_mfa,
    company,
    ipRanges: row.ip_ranges.length === 0 ? NONE : row.ip_ranges.map(toRange),
    tenants: row.tenants.length === 0 ? NONE : row.tenants,
    virtualServers: row.virtual_servers.length === 0 ? NONE : row.virtual_servers,
    rateLimitPerMinute: row.rate_limit_per_minute,
    memo: emptyMemo(),
  };
}

function toSecret({ secret_hash, secret_id }: Row): VerificationRecord['credential']['secret'] {
  if (secret_hash === null || secret_id === null) return null;
  if (secret_hash.length !== 32) throw new UnreadableRow('a stored hash has not the length of HMAC-SHA-256');
  // As text, in memory of its own: a typed array is six times as large, and the driver's a part of a larger piece.
  return { hash: secret_hash.toString('latin1'), secretId: secret_id };
}

function toNullableInstant(milliseconds: number | null): Instant | null {
  return milliseconds === null ? null : toInstant(milliseconds);
}

function toAudience(stored: string): Audience {
  if (stored === 'CLIENT') return 'client';
  if (stored === 'BUSINESS_PROFILE') return 'business_profile';
  throw new UnreadableRow(`unknown audience ${stored}`);
}

function toAccess(stored: string): Access {
  if (stored === 'FULL') return 'full';
  if (stored === 'SELECTED') return 'selected';
  throw new UnreadableRow(`unknown access ${stored}`);
}

function toOwnerType(stored: string): OwnerType {
  if (stored === 'USER') return 'user';
  if (stored === 'SERVICE_ACCOUNT') return 'service_account';
  if (stored === 'COMPANY') return 'company';
  throw new UnreadableRow(`unknown kind of owner ${stored}`);
}

function toRange(stored: string): AddressRange {
  const range = parseRange(stored);
  if (range === null) throw new UnreadableRow(`malformed address range in the database: ${stored}`);
  return range;
}
