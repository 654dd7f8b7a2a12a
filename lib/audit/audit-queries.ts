import { can } from '@/lib/authz/can';
import { type ListPage, type ListPlace, ROWS_ON_PAGE, takePage } from '@/lib/kernel/list-place';
import type { Ctx } from '@/lib/platform/context';
import { type AuditQuery, periodOf } from './audit-query';
import { INSTALLATION_CHAIN } from './event';
import { personName, type ReadEvent, readBody, referenceIds, toEvent } from './read-event';
import { EVENT_GROUPS } from './sentences';
import { readReferences } from './store';
import {
  type ChainedRow,
  type EventFilter,
  type EventPlace,
  findAccountsLike,
  findKeysLike,
  findPeopleLike,
  listFilteredEvents,
  type Named,
  readKeyNames,
} from './store-list';

/** An event with everything that the audit shows of it. Names are null where nobody knows them any more. */
export type AuditedEvent = ReadEvent & {
  seq: bigint;
  person: { id: string; name: string | null } | null;
  key: { id: string; name: string | null } | null;
  serviceAccountUserId: string | null;
  /** The exact text that the mac covers. */
  body: string;
  mac: Uint8Array;
  /** Null for the first of a chain. */
  previousMac: Uint8Array | null;
  secretId: string;
};

export type AuditPage = ListPage<AuditedEvent> & {
  /** What the filters name, for their own words: the name of the person whose id an address carries. */
  names: ReadonlyMap<string, string>;
  /** A text that names more than is looked up, or too little to look it up. */
  isCutShort: boolean;
  isTooShort: boolean;
};

/** Whose audit an address asks for; null for whoever may not read it. */
export function auditChain({ actor }: Ctx, { of }: AuditQuery): string | null {
  if (of === INSTALLATION_CHAIN) return can(actor, { action: 'installation.audit' }) ? INSTALLATION_CHAIN : null;
  if (actor.kind !== 'person') return null;
  return can(actor, { action: 'audit.read', companyId: actor.companyId }) ? actor.companyId : null;
}

/** A page of the audit, newest first; null for whoever may not read it. */
export async function findAudit(
  ctx: Ctx,
  query: AuditQuery,
  place: ListPlace | null,
  readerZone: string,
): Promise<AuditPage | null> {
  const chain = auditChain(ctx, query);
  if (chain === null) return null;
  const { filter, isCutShort, isTooShort } = await resolveQuery(ctx, chain, query, readerZone);
  const at = eventPlace(place);
  const rows = await listFilteredEvents(ctx.db, filter, at, ROWS_ON_PAGE + 1);
  const page = takePage(rows, ROWS_ON_PAGE, at === null ? null : place, ({ seq }) => [String(seq)]);
  const asked = [query.who, query.for].filter((id) => PERSON_ID.test(id));
  const [events, names] = await Promise.all([readEvents(ctx, chain, page.rows), readReferences(ctx.db, chain, asked)]);
  return { ...page, rows: events, names: new Map([...names].map(namedPerson)), isCutShort, isTooShort };
}

function namedPerson([id, reference]: [string, string]): [string, string] {
  return [id, personName(reference) ?? ''];
}

/** A place whose number is none is the first page. */
function eventPlace(place: ListPlace | null): EventPlace {
  const [seq = ''] = place?.values ?? [];
  if (place === null || !/^\d{1,18}$/.test(seq)) return null;
  return { way: place.way === 'before' ? 'newer' : 'older', seq: BigInt(seq) };
}

/** Every event of the query, in the order of the page, a batch at a time: memory stays flat however many there are. */
export async function* streamAudit(ctx: Ctx, filter: EventFilter, newest: bigint): AsyncGenerator<AuditedEvent[]> {
  const BATCH = 1_000;
  for (let before = newest + 1n; ; ) {
    const rows = await listFilteredEvents(ctx.db, filter, { way: 'older', seq: before }, BATCH);
    yield await readEvents(ctx, filter.chain, rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    before = last.seq;
  }
}

async function readEvents(ctx: Ctx, chain: string, rows: readonly ChainedRow[]): Promise<AuditedEvent[]> {
  const read = rows.map((row) => ({ row, body: readBody(row.body) }));
  const ids = read.flatMap(({ row, body }) => referenceIds(row, body));
  const references = await readReferences(ctx.db, chain, [...new Set(ids)]);
  const events = read.map(({ row, body }) => ({ row, event: toEvent(row, body, references) }));
  const nameless = events.filter(({ event }) => event.keyName === null).map(({ row }) => row.keyId);
  const keyNames = await readKeyNames(ctx.db, chain, [...new Set(nameless.filter((id) => id !== null))]);
  return events.map(({ row, event }) => ({
    ...event,
    seq: row.seq,
    person: row.personId === null ? null : { id: row.personId, name: personName(references.get(row.personId)) },
    key: row.keyId === null ? null : { id: row.keyId, name: event.keyName ?? keyNames.get(row.keyId) ?? null },
    serviceAccountUserId: row.serviceAccountUserId,
    body: row.body,
    mac: row.mac,
    previousMac: row.previousMac,
    secretId: row.secretId,
  }));
}

/** So many people, and so many keys, are looked up for a text. */
const MOST_NAMED = 20;
/** An index finds three letters at once, and fewer by reading everything. */
const FEWEST_LETTERS = 3;

export type ResolvedQuery = { filter: EventFilter; isCutShort: boolean; isTooShort: boolean };

/** What the texts of a query stand for in a chain. */
export async function resolveQuery(
  ctx: Ctx,
  chain: string,
  query: AuditQuery,
  readerZone: string,
): Promise<ResolvedQuery> {
  const [search, who, whom] = await Promise.all([
    query.q === '' ? null : resolveText(ctx, chain, query.q),
    query.who === '' ? null : resolveWho(ctx, chain, query.who),
    query.for === '' ? null : resolveWhom(ctx, chain, query.for),
  ]);
  const all = [search, who, whom].filter((found) => found !== null);
  const group = EVENT_GROUPS.find(({ value }) => value === query.event);
  return {
    filter: {
      chain,
      search: search?.named ?? null,
      actorIds: who?.named.personIds ?? null,
      subjects: whom?.named ?? null,
      kinds: group?.kinds ?? null,
      ...periodOf(query, readerZone),
    },
    isCutShort: all.some((found) => found.isCutShort),
    isTooShort: all.some((found) => found.isTooShort),
  };
}

type Resolved = { named: Named; isCutShort: boolean; isTooShort: boolean };

const PERSON_ID = /^usr_[0-9A-Za-z]{16}$/;
const NOBODY: Named = { personIds: [], keyIds: [], serviceAccountUserIds: [], eventIds: [] };
const exactly = (named: Partial<Named>): Resolved => ({
  named: { ...NOBODY, ...named },
  isCutShort: false,
  isTooShort: false,
});

/** An id is looked up as it is. */
function resolveId(text: string): Resolved | null {
  if (PERSON_ID.test(text)) return exactly({ personIds: [text] });
  if (/^key_[0-9A-Za-z]{16}$/.test(text)) return exactly({ keyIds: [text] });
  if (/^evt_[0-9A-Za-z]{16}$/.test(text)) return exactly({ eventIds: [text] });
  return null;
}

/** Programs do things too. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  keydesk: ['worker', 'setup'],
  machine: ['machine'],
  operator: ['operator'],
  nobody: ['anonymous'],
};

async function resolveWho(ctx: Ctx, chain: string, text: string): Promise<Resolved> {
  const programs = Object.hasOwn(PROGRAMS, text) ? PROGRAMS[text] : undefined;
  if (programs !== undefined) return exactly({ personIds: programs });
  return resolveSelf(ctx, text) ?? resolveId(text) ?? resolveText(ctx, chain, text, ['people']);
}

async function resolveWhom(ctx: Ctx, chain: string, text: string): Promise<Resolved> {
  return resolveSelf(ctx, text) ?? resolveId(text) ?? resolveText(ctx, chain, text, ['people', 'accounts']);
}

function resolveSelf({ actor }: Ctx, text: string): Resolved | null {
  return text === 'me' && actor.kind === 'person' ? exactly({ personIds: [actor.id] }) : null;
}

type Source = 'people' | 'keys' | 'accounts';

async function resolveText(
  ctx: Ctx,
  chain: string,
  text: string,
  sources: readonly Source[] = ['people', 'keys', 'accounts'],
): Promise<Resolved> {
  const byId = resolveId(text);
  if (byId !== null) return byId;
  if (text.length < FEWEST_LETTERS) return { named: NOBODY, isCutShort: false, isTooShort: true };
  const find = (source: Source, look: typeof findPeopleLike) =>
    sources.includes(source) ? look(ctx.db, chain, text, MOST_NAMED + 1) : [];
  const [people, keys, accounts] = await Promise.all([
    find('people', findPeopleLike),
    find('keys', findKeysLike),
    find('accounts', findAccountsLike),
  ]);
  return {
    named: {
      personIds: people.slice(0, MOST_NAMED),
      keyIds: keys.slice(0, MOST_NAMED),
      // Written whole it is meant, whether there still is such an account or not.
      serviceAccountUserIds: sources.includes('accounts') ? [...accounts.slice(0, MOST_NAMED), text] : [],
      eventIds: [],
    },
    isCutShort: [people, keys, accounts].some((found) => found.length > MOST_NAMED),
    isTooShort: false,
  };
}
