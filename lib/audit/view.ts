/** What pages show of the audit. Every word and time is made on the server. */

/** What changed, in words: from → to, or only one of the two. */
export type Change = {
  label: string;
  from: string | null;
  to: string | null;
  /** An Access Key and the like, set in mono. */
  isCode: boolean;
};

export type SentenceIcon = 'key' | 'ban' | 'bolt' | 'refresh' | 'pencil' | 'trash' | 'clock' | 'info';

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
