import { Prisma } from '@/generated/prisma/client';
import { HOUR, type Instant, plus, toDate } from '@/lib/kernel/instant';
import type { Db } from '@/lib/platform/database';
import { PLANNED_ANEW } from '@/lib/platform/prepared-statements';
import type { EventRow } from './store';

/** What a text may stand for: each list is bounded, and an event that names any of it is meant. */
export type Named = {
  personIds: readonly string[];
  keyIds: readonly string[];
  serviceAccountUserIds: readonly string[];
  eventIds: readonly string[];
};

/** Which events of a chain. Null = all. */
export type EventFilter = {
  chain: string;
  /** Named anywhere: as the one who did it, or what it was done to. */
  search: Named | null;
  actorIds: readonly string[] | null;
  subjects: Pick<Named, 'personIds' | 'serviceAccountUserIds' | 'keyIds'> | null;
  kinds: readonly string[] | null;
  /** From here on, and before there. */
  from: Instant | null;
  to: Instant | null;
};

/** Where to read on: before `seq` (older) or after it (newer); null from the newest. */
export type EventPlace = { way: 'older' | 'newer'; seq: bigint } | null;

export type ChainedRow = EventRow & { previousMac: Uint8Array | null };

/**
 * The events nearest to the place, at most `limit`, in the order of the way. However many events there are, only so many of
 * each stream are read: every id that is looked for is a stream of its own, in the order of an index. A plan for any bounds
 * would read all of the chain.
 */
export async function listFilteredEvents(
  db: Db,
  filter: EventFilter,
  place: EventPlace,
  limit: number,
): Promise<ChainedRow[]> {
  const span = await findSpan(db, filter);
  const isNewer = place?.way === 'newer';
  const order = isNewer ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const within = Prisma.sql`e.chain = ${filter.chain} ${placeBound(place)} ${spanBounds(filter, span)}`;
  const cut: Cut = { within, order, limit };
  const streams = streamsOf(filter, cut);
  const found =
    streams.length === 0
      ? Prisma.sql`SELECT e.seq FROM audit_event e WHERE ${within} ORDER BY e.seq ${order} LIMIT ${limit}`
      : Prisma.sql`SELECT u.seq FROM (${Prisma.join(streams, ' UNION ')}) u ORDER BY u.seq ${order} LIMIT ${limit}`;
  return db.$queryRaw<ChainedRow[]>`${PLANNED_ANEW}
    SELECT e.chain, e.seq, e.id, e.at, e.kind, e.actor_id AS "actorId", e.person_id AS "personId", e.key_id AS "keyId",
      e.service_account_user_id AS "serviceAccountUserId", e.body, e.mac, e.secret_id AS "secretId",
      p.mac AS "previousMac"
    FROM (${found}) f
    JOIN audit_event e ON e.chain = ${filter.chain} AND e.seq = f.seq
    LEFT JOIN audit_event p ON p.chain = ${filter.chain} AND p.seq = f.seq - 1
    ORDER BY f.seq ${order}`;
}

type Cut = { within: Prisma.Sql; order: Prisma.Sql; limit: number };

/** What the ids of one stream are compared with, and whether an index has the kind behind it. */
type Driver = { column: Prisma.Sql; ids: readonly string[]; hasKinds: boolean };

const ACTOR = Prisma.sql`e.actor_id`;
const PERSON = Prisma.sql`e.person_id`;
const KEY = Prisma.sql`e.key_id`;
const ACCOUNT = Prisma.sql`e.service_account_user_id`;
const ID = Prisma.sql`e.id`;
const KIND = Prisma.sql`e.kind`;

/**
 * One filter drives, the one that names the fewest events by its nature; the others are asked of what it finds. Empty when
 * nothing is looked for.
 */
function streamsOf(filter: EventFilter, cut: Cut): Prisma.Sql[] {
  const { search, subjects, actorIds, kinds } = filter;
  if (search !== null) {
    const rest = Prisma.sql`${isSubject(subjects)} ${isActor(actorIds)}`;
    return driversOf(search).map((driver) => streamOf(driver, kinds, rest, cut));
  }
  if (subjects !== null) {
    const rest = isActor(actorIds);
    return subjectDrivers(subjects).map((driver) => streamOf(driver, kinds, rest, cut));
  }
  if (actorIds !== null) {
    return [streamOf({ column: ACTOR, ids: actorIds, hasKinds: true }, kinds, Prisma.empty, cut)];
  }
  return kinds === null ? [] : [streamOf({ column: KIND, ids: kinds, hasKinds: false }, null, Prisma.empty, cut)];
}

function driversOf(search: Named): Driver[] {
  return [
    { column: ACTOR, ids: search.personIds, hasKinds: true },
    ...subjectDrivers(search),
    { column: ID, ids: search.eventIds, hasKinds: false },
  ];
}

function subjectDrivers(subjects: Pick<Named, 'personIds' | 'serviceAccountUserIds' | 'keyIds'>): Driver[] {
  return [
    { column: PERSON, ids: subjects.personIds, hasKinds: true },
    { column: KEY, ids: subjects.keyIds, hasKinds: false },
    { column: ACCOUNT, ids: subjects.serviceAccountUserIds, hasKinds: false },
  ];
}

function streamOf(
  { column, ids, hasKinds }: Driver,
  kinds: readonly string[] | null,
  rest: Prisma.Sql,
  { within, order, limit }: Cut,
): Prisma.Sql {
  const eachKind =
    kinds !== null && hasKinds ? Prisma.sql`CROSS JOIN unnest(${[...kinds]}::text[]) k(kind)` : Prisma.empty;
  const isKind = hasKinds
    ? Prisma.sql`AND e.kind = k.kind`
    : Prisma.sql`AND e.kind = ANY(${[...(kinds ?? [])]}::text[])`;
  return Prisma.sql`
    SELECT s.seq FROM unnest(${[...ids]}::text[]) v(id) ${eachKind} CROSS JOIN LATERAL (
      SELECT e.seq FROM audit_event e WHERE ${within} AND ${column} = v.id ${kinds === null ? Prisma.empty : isKind} ${rest}
      ORDER BY e.seq ${order} LIMIT ${limit}) s`;
}

function isActor(actorIds: readonly string[] | null): Prisma.Sql {
  return actorIds === null ? Prisma.empty : Prisma.sql`AND e.actor_id = ANY(${[...actorIds]}::text[])`;
}

function isSubject(subjects: EventFilter['subjects']): Prisma.Sql {
  if (subjects === null) return Prisma.empty;
  const { personIds, keyIds, serviceAccountUserIds } = subjects;
  return Prisma.sql`AND (e.person_id = ANY(${[...personIds]}::text[]) OR e.key_id = ANY(${[...keyIds]}::text[])
    OR e.service_account_user_id = ANY(${[...serviceAccountUserIds]}::text[]))`;
}

function placeBound(place: EventPlace): Prisma.Sql {
  if (place === null) return Prisma.empty;
  return place.way === 'newer' ? Prisma.sql`AND e.seq > ${place.seq}` : Prisma.sql`AND e.seq < ${place.seq}`;
}

/**
 * Events stand in the order in which they were committed, and their times in nearly the same: an operation reads the clock
 * when it begins, and the clocks of two machines differ by seconds. No operation takes an hour.
 */
const SLACK = HOUR;

type Span = { after: bigint | null; before: bigint | null };

/** Between which events a period lies, so that an index in the order of the chain finds it at once. */
async function findSpan(db: Db, { chain, from, to }: EventFilter): Promise<Span> {
  const [last, first] = await Promise.all([
    from === null
      ? null
      : db.auditEvent.findFirst({
          where: { chain, at: { lt: toDate(plus(from, -SLACK)) } },
          orderBy: { at: 'desc' },
          select: { seq: true },
        }),
    to === null
      ? null
      : db.auditEvent.findFirst({
          where: { chain, at: { gte: toDate(plus(to, SLACK)) } },
          orderBy: { at: 'asc' },
          select: { seq: true },
        }),
  ]);
  return { after: last?.seq ?? null, before: first?.seq ?? null };
}

function spanBounds({ from, to }: EventFilter, { after, before }: Span): Prisma.Sql {
  const parts = [
    after === null ? null : Prisma.sql`AND e.seq > ${after}`,
    before === null ? null : Prisma.sql`AND e.seq < ${before}`,
    from === null ? null : Prisma.sql`AND e.at >= ${toDate(from)}`,
    to === null ? null : Prisma.sql`AND e.at < ${toDate(to)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? Prisma.empty : Prisma.join(parts, ' ');
}

/** People whom the audit knows, also those who are gone, by a part of their name or address. */
export async function findPeopleLike(db: Db, chain: string, text: string, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM audit_reference WHERE chain = ${chain} AND kind = 'PERSON' AND value ILIKE ${likePattern(text)}
    LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** Keys, also deleted ones, by a part of their name, or by a whole Access Key. */
export async function findKeysLike(db: Db, companyId: string, text: string, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT key_id AS id FROM key_credential WHERE company_id = ${companyId} AND access_key = ${text}
    UNION ALL
    (SELECT id FROM api_key WHERE company_id = ${companyId} AND name_key LIKE ${likePattern(text.toLowerCase())}
      LIMIT ${limit})
    LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** Service accounts by a part of their user ID. */
export async function findAccountsLike(db: Db, companyId: string, text: string, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ userId: string }[]>`
    SELECT user_id AS "userId" FROM service_account
    WHERE company_id = ${companyId} AND user_id_key LIKE ${likePattern(text.toLowerCase())} LIMIT ${limit}`;
  return rows.map(({ userId }) => userId);
}

/** The text anywhere; what means something in a pattern means itself. */
function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** What keys are called now, for events that do not say what they were called then. */
export async function readKeyNames(db: Db, companyId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.apiKey.findMany({
    where: { companyId, id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
