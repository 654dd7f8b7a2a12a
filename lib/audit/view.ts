/** What pages show of the audit. Every word and time is made on the server. */

/** What changed, in words: from → to, or only one of the two. */
export type Change = {
  label: string;
  from: string | null;
  to: string | null;
  /** An Access Key and the like, set in mono. */
  isCode: boolean;
};

export type SentenceIcon =
  | 'ban'
  | 'bolt'
  | 'bot'
  | 'check'
  | 'clock'
  | 'download'
  | 'globe'
  | 'inbox'
  | 'info'
  | 'key'
  | 'laptop'
  | 'lock'
  | 'mail'
  | 'pencil'
  | 'policy'
  | 'refresh'
  | 'rows'
  | 'play'
  | 'shield'
  | 'sliders'
  | 'ticks'
  | 'trash'
  | 'userplus'
  | 'users'
  | 'warn';

/** `says` follows the name of who did it: "Dana Whitfield" + "disabled the key". */
export type Sentence = { says: string; icon: SentenceIcon; changes: Change[] };

export type EntryView = Sentence & {
  id: string;
  /** "You", a name, or what did it. */
  who: string;
  /** The instant for machines, in the line, and in the tooltip. */
  at: { iso: string; label: string; title: string };
  address: string | null;
};

export type HistoryView = {
  /** Newest first. */
  entries: EntryView[];
  /** Where the next older entries begin, for the address of that page. */
  older: string | null;
  /** These are not the newest. */
  isOlder: boolean;
};

/** A word of a sentence, or the name of somebody or something, which is set apart. */
export type Word = { text: string; isName: boolean };

/** An entry of the audit: "**Priya Raman** renamed **Porting desk** of **Marcus Oyelaran**". */
export type AuditEntryView = {
  id: string;
  words: Word[];
  icon: SentenceIcon;
  changes: Change[];
  at: { iso: string; label: string; title: string };
  address: string | null;
  details: { label: string; value: string; isCode: boolean }[];
};

export type AuditDayView = { label: string; entries: AuditEntryView[] };

export type AuditView = {
  days: AuditDayView[];
  previous: string | null;
  next: string | null;
  /** What narrows the list, in words, with the parameter that it stands in. */
  filters: { name: string; label: string }[];
  /** `Nov 12 – 18`, or what there is to choose. */
  period: string;
  /** Why less may be shown than is meant. */
  note: string | null;
};

/** Whether the worker found the chain whole, and when. */
export type ChainBadgeView = { tone: 'ok' | 'bad' | 'idle'; label: string; title: string };
