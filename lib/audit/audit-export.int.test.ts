import { beforeAll, describe, expect, test } from 'vitest';
import type { PersonActor } from '@/lib/authz/actor';
import { HOUR } from '@/lib/kernel/instant';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { type AuditedEvent, findAudit } from './audit-queries';
import { type AuditQuery, parseAuditQuery } from './audit-query';
import { exportAudit } from './commands/export-audit';
import { sentenceOf } from './present-audit';
import { keepPersonReference } from './record';
import { verifyExport } from './verify-export';

const ZONE = 'America/Chicago';
const clock = new FixedClock('2026-11-10T16:00:00Z');
let priya: PersonActor;

async function named(company: string, name: string, isAdministrator: boolean): Promise<PersonActor> {
  const person = { ...(await makePerson(clock, company, { isAdministrator })), name };
  await database().person.update({ where: { id: person.id }, data: { name } });
  await database().$transaction((tx) => keepPersonReference(tx, company, person));
  return person;
}

beforeAll(async () => {
  const companyId = await makeCompany(clock);
  priya = await named(companyId, 'Priya Raman', true);
  const marcus = await named(companyId, 'Marcus Oyelaran', false);
  for (const actor of [priya, marcus]) {
    for (const name of ['Porting desk', 'Billing']) {
      const { id } = expectOk(await generateKey(contextFor(actor, clock), { name }));
      clock.advance(HOUR);
      expectOk(await disableKey(contextFor(actor, clock), { keyId: id }));
    }
  }
});

const query = (parameters: Record<string, string> = {}): AuditQuery => parseAuditQuery(parameters);
const read = async (actor: PersonActor, parameters: Record<string, string> = {}) => {
  const page = await findAudit(contextFor(actor, clock), query(parameters), null, ZONE);
  if (page === null) throw new Error('no audit');
  return page;
};
const says = (event: AuditedEvent) =>
  sentenceOf(event, ZONE)
    .words.map(({ text, isName }) => (isName ? `*${text}*` : text))
    .join('');

describe('an export', () => {
  const take = async (format: 'csv' | 'ndjson', parameters: Record<string, string> = {}) => {
    const reading = { readerZone: ZONE, companyZone: ZONE };
    const lines = await exportAudit(contextFor(priya, clock), query(parameters), format, reading);
    if (lines === null) throw new Error('no export');
    const text: string[] = [];
    for await (const line of lines) if (line !== '') text.push(line);
    return text;
  };
  async function* each(lines: string[]): AsyncGenerator<string> {
    yield* lines;
  }

  test('holds what the filters find, and leaves an entry that says which', async () => {
    const expected = (await read(priya, { for: 'marcus', event: 'keys' })).rows.map(({ id }) => id);
    const lines = await take('csv', { for: 'marcus', event: 'keys' });
    expect(lines).toHaveLength(expected.length + 1);
    expect(expected.every((id, index) => lines[index + 1]?.includes(id))).toBe(true);
    const [entry] = (await read(priya)).rows;
    expect(entry && says(entry)).toBe('*Priya Raman* exported the audit as CSV');
    expect(entry?.after).toEqual({ format: 'csv', for: 'marcus', event: 'keys' });
  });

  test('is inert in a spreadsheet', async () => {
    const name = '=HYPERLINK("https://evil.example")';
    expectOk(await generateKey(contextFor(priya, clock), { name }));
    const [, line] = await take('csv');
    expect(line).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect(line).not.toContain(',=');
  });

  test('in NDJSON is checked without the database, and a changed line is found', async () => {
    const lines = await take('ndjson');
    expect(await verifyExport(each(lines), keyring())).toEqual({ holds: true, events: lines.length });
    const some = await take('ndjson', { who: 'marcus' });
    expect(await verifyExport(each(some), keyring())).toEqual({ holds: true, events: some.length });
    const change = (index: number, from: string, to: string) =>
      lines.map((line, at) => (at === index ? line.replaceAll(from, to) : line));
    const [third = ''] = lines.slice(2);
    const { mac } = JSON.parse(third) as { mac: string };
    for (const [forged, line, reason] of [
      [change(2, 'Priya', 'Prija'), null, null], // what is only for reading
      [change(2, 'request', 'requesu'), 3, 'MAC'],
      [
        change(
          2,
          mac,
          mac.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
        ),
        3,
        'MAC',
      ],
      [['no json', ...lines], 1, 'SHAPE'],
    ] as const) {
      const report = await verifyExport(each([...forged]), keyring());
      expect(report).toEqual(line === null ? { holds: true, events: lines.length } : { holds: false, line, reason });
    }
  });
});
