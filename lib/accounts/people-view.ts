import type { TimeText } from '@/lib/kernel/time-text';

/** What pages show of the people of a company. Every word about time and number is made on the server. */

/** What can be asked about somebody, in the order of their menu. */
export type PersonQuestion =
  | 'grant-keys'
  | 'withdraw-keys'
  | 'make-administrator'
  | 'unmake-administrator'
  | 'make-contact'
  | 'start-reset'
  | 'reset-mfa'
  | 'invite-again'
  | 'withdraw-invitation'
  | 'reactivate'
  | 'deactivate';

export type PersonView = {
  id: string;
  name: string;
  email: string;
  /** The reader. */
  isOwn: boolean;
  isAdministrator: boolean;
  /** "Primary contact", "Operator": what they are besides. */
  tags: string[];
  hasKeyManagement: boolean;
  hasMfa: boolean;
  /** "6", "1,000+". */
  keys: string;
  lastSeen: TimeText | null;
  state: { label: string; tone: 'ok' | 'info' | 'idle'; mark: 'dot' | 'clock' | 'minus'; note: string | null };
  /** What their state allows; the rest is absent. */
  questions: PersonQuestion[];
};

export type PeopleListView = {
  people: PersonView[];
  previous: string | null;
  next: string | null;
  /** "7 of 148", or "148 people". */
  count: string;
  /** How many the filter finds, as a number that may be capped: more than are on the page can all be meant. */
  found: string;
  /** Whether all that are found stand on this page. */
  isWhole: boolean;
};

/** The dry run of a change of several people, in sentences: "3 of 5 people change", "12 keys stop." */
export type ChangePreviewView = { summary: string; notes: string[]; changes: number; isRed: boolean };

/** A change of many people that goes on behind the page, or ended a moment ago. */
export type ProcessNoteView = {
  id: string;
  isRunning: boolean;
  tone: 'info' | 'warn' | 'bad';
  fact: string;
  says: string;
};
