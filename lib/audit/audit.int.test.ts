import { beforeAll, describe, expect, test } from 'vitest';
import type { PersonActor } from '@/lib/authz/actor';
import { DAY, HOUR, type Instant, MINUTE } from '@/lib/kernel/instant';
import { parseListPlace, ROWS_ON_PAGE } from '@/lib/kernel/list-place';
import { deleteKey } from '@/lib/keys/commands/delete-key';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { editKey } from '@/lib/keys/commands/edit-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { database } from '@/lib/platform/database';
import { DEFAULT_POLICY } from '@/lib/policy/policy';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { type AuditedEvent, findAudit } from './audit-queries';
import { type AuditQuery, parseAuditQuery } from './audit-query';
import { exportAudit } from './commands/export-audit';
import { sentenceOf } from './present-audit';
import { keepPersonReference } from './record';
import { EVENT_GROUPS } from './sentences';

const ZONE = 'America/Chicago';
const clock = new FixedClock('2026-11-10T16:00:00Z');
let companyId: string;
let strangers: string;
let priya: PersonActor;
let marcus: PersonActor;
let keyId: string;

async function named(company: string, name: string, isAdministrator: boolean): Promise<PersonActor> {
  const person = { ...(await makePerson(clock, company, { isAdministrator })), name };
  await database().person.update({ where: { id: person.id }, data: { name } });
  await database().$transaction((tx) => keepPersonReference(tx, company, person));
  return person;
}

/** Two people of one company over eight days, and as much in another company. */
beforeAll(async () => {
  companyId = await makeCompany(clock, { ...DEFAULT_POLICY, keysPerOwner: null });
  strangers = await makeCompany(clock, { ...DEFAULT_POLICY, keysPerOwner: null });
  priya = await named(companyId, 'Priya Raman', true);
  marcus = await named(companyId, 'Marcus Oyelaran', false);
  const foreign = await named(strangers, 'Priya Ramanujan', true);
  for (let day = 0; day < 8; day += 1) {
    for (const actor of [priya, marcus, foreign]) {
      const { id } = expectOk(await generateKey(contextFor(actor, clock), { name: `Porting desk ${day}` }));
      if (actor === marcus) keyId = id;
      clock.advance(HOUR);
      expectOk(await disableKey(contextFor(actor, clock), { keyId: id }));
    }
    clock.advance(DAY);
  }
  const asAdministrator = contextFor(priya, clock);
  expectOk(await editKey(asAdministrator, { keyId, name: 'Porting dashboard' }, 'ADMINISTRATOR'));
  expectOk(await deleteKey(asAdministrator, { keyId }, 'ADMINISTRATOR'));
});

const query = (parameters: Record<string, string> = {}): AuditQuery => parseAuditQuery(parameters);
const read = async (actor: PersonActor, parameters: Record<string, string> = {}) => {
  const page = await findAudit(contextFor(actor, clock), query(parameters), parseListPlace(parameters, 1), ZONE);
  if (page === null) throw new Error('no audit');
  return page;
};
const says = (event: AuditedEvent) =>
  sentenceOf(event, ZONE)
    .words.map(({ text, isName }) => (isName ? `*${text}*` : text))
    .join('');

/** Every page of a query, from the newest. */
async function all(actor: PersonActor, parameters: Record<string, string> = {}): Promise<AuditedEvent[]> {
  const events: AuditedEvent[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page = await read(actor, after === '' ? parameters : { ...parameters, after });
    events.push(...page.rows);
    after = page.next;
  }
  return events;
}

type Stored = { id: string; at: Instant; kind: string; actorId: string | null; personId: string | null; key: string };

/** The same by reading everything and looking at each. */
async function reference(keep: (event: Stored) => boolean): Promise<string[]> {
  const rows = await database().auditEvent.findMany({ where: { chain: companyId }, orderBy: { seq: 'desc' } });
  return rows
    .filter((row) => keep({ ...row, at: row.at.getTime() as Instant, key: row.keyId ?? '' })) // as stored, whole
    .map(({ id }) => id);
}

const KEY_KINDS = EVENT_GROUPS.find(({ value }) => value === 'keys')?.kinds ?? [];
const NOV_12 = Date.parse('2026-11-12T06:00:00Z');
const NOV_14 = Date.parse('2026-11-14T06:00:00Z');

describe('a filter finds what reading everything finds:', () => {
  test.each<[string, () => Record<string, string>, (event: Stored) => boolean]>([
    ['nothing asked', () => ({}), () => true],
    ['who, by name', () => ({ who: 'priya' }), (event) => event.actorId === priya.id],
    ['who, by id', () => ({ who: marcus.id }), (event) => event.actorId === marcus.id],
    ['who: you', () => ({ who: 'me' }), (event) => event.actorId === priya.id],
    ['for whom', () => ({ for: 'oyelaran' }), (event) => event.personId === marcus.id],
    ['event', () => ({ event: 'keys' }), (event) => KEY_KINDS.includes(event.kind)],
    ['an event that never was', () => ({ event: 'policy' }), (event) => event.kind.startsWith('policy.')],
    ['from', () => ({ from: '2026-11-12' }), (event) => event.at >= NOV_12],
    ['to', () => ({ to: '2026-11-13' }), (event) => event.at < NOV_14],
    ['a period', () => ({ from: '2026-11-12', to: '2026-11-13' }), (event) => event.at >= NOV_12 && event.at < NOV_14],
    [
      'a period turned round',
      () => ({ from: '2026-11-13', to: '2026-11-12' }),
      (event) => event.at >= NOV_12 && event.at < NOV_14,
    ],
    ['a key by its id', () => ({ q: keyId }), (event) => event.key === keyId],
    ['a key by the name it has', () => ({ q: 'DASHBOARD' }), (event) => event.key === keyId],
    [
      'a person by name, whatever part they had',
      () => ({ q: 'Marcus' }),
      (event) => event.actorId === marcus.id || event.personId === marcus.id,
    ],
    ['a name that nobody has', () => ({ q: 'nobody at all' }), () => false],
    ['a pattern, which means itself', () => ({ q: '%%%' }), () => false],
    [
      'who and for whom and event',
      () => ({ who: 'priya', for: 'marcus', event: 'keys' }),
      (event) => event.actorId === priya.id && event.personId === marcus.id,
    ],
    [
      'search, who and a period',
      () => ({ q: 'marcus', who: 'marcus', from: '2026-11-12', to: '2026-11-13' }),
      (event) => event.actorId === marcus.id && event.at >= NOV_12 && event.at < NOV_14,
    ],
    [
      'search and event',
      () => ({ q: 'Porting desk 3', event: 'keys' }),
      (event) => event.key !== '' && KEY_KINDS.includes(event.kind) && DAY_3.has(event.id),
    ],
  ])('%s', async (_, parameters, keep) => {
    for (const key of await database().apiKey.findMany({ where: { companyId, name: 'Porting desk 3' } })) {
      for (const { id } of await database().auditEvent.findMany({ where: { keyId: key.id } })) DAY_3.add(id);
    }
    const found = (await all(priya, parameters())).map(({ id }) => id);
    expect(found).toEqual(await reference(keep));
  });

  test('an event by its id', async () => {
    const [newest] = (await read(priya)).rows;
    expect((await all(priya, { q: newest?.id ?? '' })).map(({ id }) => id)).toEqual([newest?.id]);
  });

  test('a name of two letters is not looked up, and the page says so', async () => {
    expect(await read(priya, { q: 'pr' })).toMatchObject({ rows: [], isTooShort: true });
  });
});

const DAY_3 = new Set<string>();

describe('an entry says', () => {
  test('who did what to which key of whom, and what it was before', async () => {
    const [deleted, renamed] = (await read(priya)).rows;
    if (deleted === undefined || renamed === undefined) throw new Error('no events');
    expect(says(renamed)).toBe('*Priya Raman* renamed *Porting desk 7* of *Marcus Oyelaran*');
    expect(sentenceOf(renamed, ZONE).changes).toEqual([
      { label: 'Name', from: 'Porting desk 7', to: 'Porting dashboard', isCode: false },
    ]);
    expect(says(deleted)).toBe('*Priya Raman* deleted *Porting dashboard* of *Marcus Oyelaran*');
  });

  test('the name that a key had then, and of one’s own key no owner', async () => {
    const disabled = (await all(priya, { who: marcus.id })).find(({ kind }) => kind === 'key.disabled');
    expect(disabled && says(disabled)).toBe('*Marcus Oyelaran* disabled *Porting desk 7*');
  });

  test('the name a key has now where an earlier version did not write one', async () => {
    const events = await all(priya, { q: keyId });
    const bodies = events.map(({ body }) => JSON.parse(body) as { keyName?: string });
    expect(bodies.filter(({ keyName }) => keyName !== undefined).length).toBeGreaterThan(2);
    const { toEvent, readBody } = await import('./read-event');
    const row = await database().auditEvent.findFirstOrThrow({ where: { keyId, kind: 'key.disabled' } });
    const { keyName: _, ...older } = JSON.parse(row.body) as Record<string, unknown>;
    expect(toEvent(row, readBody(JSON.stringify(older)), new Map()).keyName).toBeNull();
  });

  test('which mac it follows', async () => {
    const events = await all(priya);
    for (const [index, event] of events.entries()) {
      const before = events[index + 1];
      expect(event.previousMac === null).toBe(before === undefined);
      if (before !== undefined) expect(event.previousMac).toEqual(before.mac);
    }
  });
});

describe('pages', () => {
  test('meet without a gap, on the way back too', async () => {
    for (let more = 0; more < 45; more += 1) {
      clock.advance(MINUTE);
      expectOk(await generateKey(contextFor(priya, clock), { name: `More ${more}` }));
    }
    const first = await read(priya);
    expect(first.rows).toHaveLength(ROWS_ON_PAGE);
    expect(first.previous).toBeNull();
    const second = await read(priya, { after: first.next ?? '' });
    const back = await read(priya, { before: second.previous ?? '' });
    expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    const ids = (await all(priya)).map(({ id }) => id);
    expect(ids).toEqual(await reference(() => true));
    const mine = { who: 'priya', event: 'keys' };
    expect((await all(priya, mine)).map(({ id }) => id)).toEqual(
      await reference(({ actorId }) => actorId === priya.id),
    );
  });

  test.each([{ after: 'x' }, { after: '-1' }, { after: '9'.repeat(30) }, { before: "1'--" }])(
    'a place that is none is the first page: %j',
    async (place) => {
      expect((await read(priya, place)).rows[0]?.id).toBe((await read(priya)).rows[0]?.id);
    },
  );
});

describe('the audit is read by', () => {
  test('administrators of the company, and nobody else sees that there is one', async () => {
    const others = [
      await makePerson(clock, companyId),
      await makePerson(clock, companyId, { isAdministrator: true, hasMfa: false }),
      { kind: 'anonymous' } as const,
    ];
    for (const actor of others) {
      const ctx = contextFor(actor, clock);
      expect(await findAudit(ctx, query(), null, ZONE)).toBeNull();
      const before = await database().auditEvent.count();
      expect(await exportAudit(ctx, query(), 'csv', { readerZone: ZONE, companyZone: ZONE })).toBeNull();
      expect(await database().auditEvent.count()).toBe(before);
    }
    expect((await read(priya)).rows.length).toBeGreaterThan(0);
  });

  test('two companies, and none sees a line of the other, whatever it asks for', async () => {
    const stranger = await makePerson(clock, strangers, { isAdministrator: true });
    const theirs = new Set((await all(stranger)).map(({ id }) => id));
    expect(theirs.size).toBeGreaterThan(10);
    for (const parameters of [{}, { q: 'Priya' }, { q: keyId }, { who: priya.id }, { for: marcus.id }]) {
      for (const event of await all(stranger, parameters)) {
        expect(JSON.parse(event.body)).toMatchObject({ chain: strangers });
        expect(event.actor.name).not.toBe('Priya Raman');
      }
    }
    expect(await all(stranger, { q: keyId })).toEqual([]);
    expect((await all(priya)).some(({ id }) => theirs.has(id))).toBe(false);
    expect(await findAudit(contextFor(stranger, clock), query({ of: 'installation' }), null, ZONE)).toBeNull();
  });
});
