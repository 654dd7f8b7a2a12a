import { toIso } from '@/lib/kernel/instant';
import { dateTimeText, fullText } from '@/lib/kernel/time-text';
import type { KeyHistory } from './queries';
import type { ReadEvent } from './read-event';
import { keySentence } from './sentences';
import type { EntryView, HistoryView } from './view';

/** Times are the reader's, dates of expiry the company's. */
export type HistoryReading = { readerId: string; readerZone: string; companyZone: string };

/** A page of a key's history, in words. `before` is where it began. */
export function presentHistory(
  { events, older }: KeyHistory,
  before: bigint | null,
  reading: HistoryReading,
): HistoryView {
  return {
    entries: events.map((event) => presentEvent(event, reading)),
    older: older === null ? null : String(older),
    isOlder: before !== null,
  };
}

function presentEvent(event: ReadEvent, { readerId, readerZone, companyZone }: HistoryReading): EntryView {
  return {
    ...keySentence(event, companyZone),
    id: event.id,
    who: whoDid(event.actor, readerId),
    at: { iso: toIso(event.at), label: dateTimeText(event.at, readerZone), title: fullText(event.at, readerZone) },
    address: event.address,
  };
}

/** Null names are people who were taken out of the audit. */
export function whoDid({ id, kind, name }: ReadEvent['actor'], readerId: string): string {
  if (kind === 'person') return id === readerId ? 'You' : (name ?? 'Somebody');
  return kind === 'system' ? (PROGRAMS.get(id) ?? 'Keydesk') : 'Somebody';
}

const PROGRAMS: ReadonlyMap<string, string> = new Map([
  ['machine', 'Somebody at the machine'],
  ['operator', 'The installation operator'],
]);

/** The place in the history that an address names; null when it names none. */
export function parsePlace(text: string | string[] | undefined): bigint | null {
  return typeof text === 'string' && /^[1-9]\d{0,17}$/.test(text) ? BigInt(text) : null;
}
