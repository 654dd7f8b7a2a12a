import { fromIso, type Instant, plus } from '@/lib/kernel/instant';
import { parsePeriod, periodText, startOfDate } from '@/lib/kernel/period';
import { dateTimeText, isoDate } from '@/lib/kernel/time-text';
import type { AuditValues } from './queries';
import type { Change, Sentence } from './view';

type Told = { kind: string; before: AuditValues; after: AuditValues };
type Teller = (event: Told, zone: string) => Sentence;

/** Expiry is told in the company's zone, as everywhere. */
export function keySentence(event: Told, companyZone: string): Sentence {
  const teller = TELLERS.get(event.kind);
  // What is not known is not guessed at: the event is shown, and nothing of what it holds.
  return teller === undefined ? NEUTRAL : teller(event, companyZone);
}

const NEUTRAL: Sentence = { says: 'changed the key', icon: 'info', changes: [] };

const TELLERS: ReadonlyMap<string, Teller> = new Map<string, Teller>([
  [
    'key.generated',
    (event, zone) => ({
      says: 'generated the key',
      icon: 'key',
      changes: [...accessKey(event), ...terms(event, zone)],
    }),
  ],
  ['key.disabled', (event) => ({ says: 'disabled the key', icon: 'ban', changes: status(event) })],
  ['key.activated', (event) => ({ says: 'activated the key', icon: 'bolt', changes: status(event) })],
  [
    'key.regenerated',
    (event, zone) => ({
      says: 'regenerated the key',
      icon: 'refresh',
      changes: [...accessKey(event), ...status(event), ...terms(event, zone)],
    }),
  ],
  ['key.renewed', (event, zone) => ({ says: 'renewed the key', icon: 'clock', changes: terms(event, zone) })],
  [
    'key.edited',
    (event) => ({ says: editSays(event), icon: 'pencil', changes: [...name(event), ...description(event)] }),
  ],
  [
    'key.deleted',
    (event) => ({
      says: 'deleted the key',
      icon: 'trash',
      changes: changeOf('Status', statusWord(event.before['status']), 'Deleted'),
    }),
  ],
]);

function editSays(event: Told): string {
  const hasName = name(event).length > 0;
  const hasDescription = description(event).length > 0;
  if (hasName && hasDescription) return 'renamed the key and changed its description';
  if (hasName) return 'renamed the key';
  return hasDescription ? 'changed the description' : 'saved the key as it was';
}

const name = ({ before, after }: Told) => changeOf('Name', text(before['name']), text(after['name']));
const description = ({ before, after }: Told) =>
  changeOf('Description', text(before['description']), text(after['description']));
const status = ({ before, after }: Told) =>
  changeOf('Status', statusWord(before['status']), statusWord(after['status']));
const accessKey = ({ before, after }: Told) =>
  changeOf('Access Key', text(before['accessKey']), text(after['accessKey']), true);

/** The two clocks. */
function terms({ before, after }: Told, zone: string): Change[] {
  return [
    ...changeOf('Works until', lastMoment(before['expiresAt'], zone), lastMoment(after['expiresAt'], zone)),
    ...changeOf('Not Accessed Expiration', periodWords(before['notAccessed']), periodWords(after['notAccessed'])),
  ];
}

/** Nothing where both are the same, or neither is known. */
function changeOf(label: string, from: string | null, to: string | null, isCode = false): Change[] {
  return from === to ? [] : [{ label, from, to, isCode }];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function statusWord(value: unknown): string | null {
  switch (value) {
    case 'ACTIVE':
      return 'Active';
    case 'DISABLED':
      return 'Disabled';
    default:
      return null;
  }
}

/** The last moment in which it works: a key that ends with a day works until 11:59 PM of the day before. */
function lastMoment(value: unknown, zone: string): string | null {
  const end = typeof value === 'string' ? instantOf(value) : null;
  if (end === null) return null;
  const endsWithDay = startOfDate(isoDate(end, zone), zone) === end;
  return dateTimeText(endsWithDay ? plus(end, -1) : end, zone);
}

function instantOf(iso: string): Instant | null {
  try {
    return fromIso(iso);
  } catch {
    return null;
  }
}

function periodWords(value: unknown): string | null {
  const period = typeof value === 'string' ? parsePeriod(value) : null;
  return period?.ok ? periodText(period.value) : null;
}
