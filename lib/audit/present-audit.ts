import { browserName } from '@/lib/accounts/domain/browser-name';
import { HOUR, type Instant, toIso } from '@/lib/kernel/instant';
import { calendarDateText, dateText, dateTimeText, dayText, fullText, timeText } from '@/lib/kernel/time-text';
import { isoDate } from '@/lib/kernel/wall-clock';
import type { AuditedEvent, AuditPage } from './audit-queries';
import type { AuditQuery } from './audit-query';
import type { ChainCheck } from './chain-check';
import { whoDid } from './present';
import { EVENT_GROUPS, tell } from './sentences';
import type { Piece } from './sentences/telling';
import type { AuditDayView, AuditEntryView, AuditView, ChainBadgeView, Word } from './view';

/** Times are the reader's, dates of expiry the company's. */
export type AuditReading = { now: Instant; readerZone: string; companyZone: string };

/** A page of the audit, in words. */
export function presentAudit(page: AuditPage, query: AuditQuery, reading: AuditReading): AuditView {
  return {
    days: daysOf(page.rows, reading),
    previous: page.previous,
    next: page.next,
    filters: filterWords(query, page.names),
    period: periodWords(query) ?? 'Any time',
    note: noteOf(page),
  };
}

/** Entries that follow each other on one day of the reader stand under one heading. */
function daysOf(events: readonly AuditedEvent[], reading: AuditReading): AuditDayView[] {
  const days: AuditDayView[] = [];
  for (const event of events) {
    const label = dayText(event.at, reading.now, reading.readerZone);
    const last = days.at(-1);
    const day = last?.label === label ? last : { label, entries: [] };
    if (day !== last) days.push(day);
    day.entries.push(presentEntry(event, reading));
  }
  return days;
}

function presentEntry(event: AuditedEvent, { readerZone, companyZone }: AuditReading): AuditEntryView {
  const { words, icon, changes } = sentenceOf(event, companyZone);
  return {
    id: event.id,
    words,
    icon,
    changes,
    at: { iso: toIso(event.at), label: timeText(event.at, readerZone), title: fullText(event.at, readerZone) },
    address: event.address,
    details: detailsOf(event),
  };
}

/** Who, what and for whom, as the page and the export say it. */
export function sentenceOf(
  event: AuditedEvent,
  companyZone: string,
): Pick<AuditEntryView, 'words' | 'icon' | 'changes'> {
  const isOwn = event.actor.kind === 'person' && event.actor.id === event.person?.id;
  const telling = tell(event, isOwn, companyZone) ?? { says: [UNKNOWN], icon: 'info' as const, changes: [] };
  const who: Word = { text: whoDid(event.actor, ''), isName: true };
  const said = telling.says.flatMap((piece) => wordsOf(piece, event));
  return { words: [who, word(' '), ...said], icon: telling.icon, changes: [...telling.changes] };
}

/** What a later version wrote is shown as having happened, and not guessed at. */
const UNKNOWN = 'made a change that this version of Keydesk has no words for';

const word = (text: string): Word => ({ text, isName: false });
const name = (text: string): Word => ({ text, isName: true });

function wordsOf(piece: Piece, event: AuditedEvent): Word[] {
  if (typeof piece === 'string') return [word(piece)];
  if ('name' in piece) return [name(piece.name)];
  switch (piece.subject) {
    case 'KEY':
      return [nameOr(event.key?.name, 'a key'), ...ownerOf(event)];
    case 'PERSON':
      return [event.person === null ? word('somebody who is not known here') : nameOr(event.person.name, 'somebody')];
    case 'SERVICE_ACCOUNT':
      return [nameOr(event.serviceAccountUserId, 'without a user ID')];
  }
}

function nameOr(known: string | null | undefined, otherwise: string): Word {
  return known === null || known === undefined ? word(otherwise) : name(known);
}

/** Nobody need be told that a key was the actor's own, or the company's. */
function ownerOf({ actor, person, serviceAccountUserId }: AuditedEvent): Word[] {
  if (serviceAccountUserId !== null) return [word(' of service account '), name(serviceAccountUserId)];
  return person === null || person.id === actor.id ? [] : [word(' of '), nameOr(person.name, 'somebody')];
}

function detailsOf(event: AuditedEvent): AuditEntryView['details'] {
  const browser = event.userAgent === null ? null : browserName(event.userAgent).name;
  const from = [event.address, browser].filter((part) => part !== null).join(' · ');
  return [
    { label: 'Event', value: `${event.id} · ${event.kind}`, isCode: true },
    ...(event.requestId === null ? [] : [{ label: 'Request', value: event.requestId, isCode: true }]),
    ...(from === '' ? [] : [{ label: 'From', value: from, isCode: false }]),
    { label: 'Chain', value: `${event.seq} · ${chainWords(event)}`, isCode: true },
  ];
}

function chainWords({ mac, previousMac }: AuditedEvent): string {
  return previousMac === null ? `${shortMac(mac)} begins it` : `${shortMac(mac)} follows ${shortMac(previousMac)}`;
}

/** `9f2c…71ab`; the export has it whole. */
function shortMac(mac: Uint8Array): string {
  const hex = Buffer.from(mac).toString('hex');
  return `${hex.slice(0, 4)}…${hex.slice(-4)}`;
}

const PROGRAMS: Readonly<Record<string, string>> = {
  me: 'You',
  keydesk: 'Keydesk',
  machine: 'Somebody at the machine',
  operator: 'The installation operator',
  nobody: 'Nobody signed in',
};

function filterWords(query: AuditQuery, names: ReadonlyMap<string, string>): AuditView['filters'] {
  const said = (text: string) =>
    (Object.hasOwn(PROGRAMS, text) ? PROGRAMS[text] : undefined) ?? names.get(text) ?? text;
  const group = EVENT_GROUPS.find(({ value }) => value === query.event);
  return [
    ...(query.who === '' ? [] : [{ name: 'who', label: `Who: ${said(query.who)}` }]),
    ...(query.for === '' ? [] : [{ name: 'for', label: `For whom: ${said(query.for)}` }]),
    ...(group === undefined ? [] : [{ name: 'event', label: `Event: ${group.label}` }]),
  ];
}

/** `Nov 12, 2026 – Nov 18, 2026`; shorter where month or year are the same. Null without a period. */
function periodWords({ from, to }: AuditQuery): string | null {
  if (from === '' && to === '') return null;
  if (from === '') return `Until ${calendarDateText(to)}`;
  if (to === '') return `From ${calendarDateText(from)}`;
  if (from === to) return calendarDateText(from);
  const first = calendarDateText(from);
  return `${from.slice(0, 4) === to.slice(0, 4) ? first.replace(/, \d+$/, '') : first} – ${calendarDateText(to)}`;
}

function noteOf({ isTooShort, isCutShort }: AuditPage): string | null {
  if (isTooShort) return 'Write at least three letters of a name, or a whole ID.';
  return isCutShort ? 'More people or keys match than are looked up at once. Write more of the name.' : null;
}

/** A worker looks every ten minutes; one that has not for so long is not running. */
const STALE = HOUR;

/** What the worker found, and never more than that. */
export function presentChainCheck(check: ChainCheck | null, now: Instant, zone: string): ChainBadgeView {
  if (check === null) {
    return { tone: 'idle', label: 'Chain not checked yet', title: 'The worker checks the chain every ten minutes.' };
  }
  const { broken, checkedAt, wholeAt, seq } = check;
  const isToday = isoDate(checkedAt, zone) === isoDate(now, zone);
  const when = isToday ? timeText(checkedAt, zone) : dateText(checkedAt, zone);
  if (broken !== null) {
    const at = broken.at.toLocaleString('en-US');
    const title = `${BROKEN[broken.reason] ?? 'It is not what was written.'} Found ${dateTimeText(checkedAt, zone)}. npm run audit:verify tells more.`;
    return { tone: 'bad', label: `Chain broken at entry ${at}`, title };
  }
  const title = `The ${seq.toLocaleString('en-US')} entries up to then are what was written. All of them were checked on ${dateTimeText(wholeAt, zone)}, later ones as they came.`;
  const isStale = now - checkedAt > STALE;
  return {
    tone: isStale ? 'idle' : 'ok',
    label: isStale ? `Chain last verified ${when}` : `Chain verified ${when}`,
    title,
  };
}

const BROKEN: Readonly<Record<string, string>> = {
  SEQUENCE: 'An entry is missing, or stands twice.',
  MAC: 'The entry, or its place, was changed.',
  COLUMNS: 'The columns beside the entry say something else than the entry.',
  SECRET_UNKNOWN: 'The entry hangs on a secret that nobody gave.',
  HEAD: 'The end of the chain was cut off.',
};
