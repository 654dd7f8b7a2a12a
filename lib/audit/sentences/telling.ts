import type { AuditKind } from '../event';
import type { AuditValues } from '../read-event';
import type { Change, SentenceIcon } from '../view';

/** What a sentence is made of. */
export type Told = {
  kind: string;
  before: AuditValues;
  after: AuditValues;
  /** Whoever did it did it to themselves, or to what is theirs. */
  isOwn: boolean;
};

/**
 * A piece of a sentence: words of ours, a name out of the event, or whom and what it is about, which each page names in its
 * own way ("the key" on the page of that key, its name and owner in the audit).
 */
export type Piece = string | { name: string } | { subject: 'KEY' | 'PERSON' | 'SERVICE_ACCOUNT' };

/** Follows the name of who did it. */
export type Telling = { says: readonly Piece[]; icon: SentenceIcon; changes: readonly Change[] };

/** @param zone the company's: expiry is told in it, as everywhere */
export type Teller = (event: Told, zone: string) => Telling;

/** One group of the filter "Event", with a sentence for each of its kinds. */
export type Tellers = Partial<Record<AuditKind, Teller>>;

export const KEY = { subject: 'KEY' } as const;
export const PERSON = { subject: 'PERSON' } as const;
export const SERVICE_ACCOUNT = { subject: 'SERVICE_ACCOUNT' } as const;

/** A sentence that holds nothing of the event but whom it is about. */
export function plain(icon: SentenceIcon, ...says: readonly Piece[]): Teller {
  return () => ({ says, icon, changes: [] });
}

/** One sentence where somebody did it themselves, another where it was done to them. */
export function ownOrOther(icon: SentenceIcon, own: readonly Piece[], other: readonly Piece[]): Teller {
  return ({ isOwn }) => ({ says: isOwn ? own : other, icon, changes: [] });
}

/** A name out of the event; without one, the words that stand for it. */
export function named(value: unknown, otherwise: string): Piece {
  return typeof value === 'string' && value !== '' ? { name: value } : otherwise;
}
