/** What pages show of access requests. Every word and time is made on the server. */

/** Where the signed-in person's wish for key management stands. */
export type OwnRequestView =
  | { state: 'NONE' }
  /** `asked`: "Requested today, 10:42 AM CT." */
  | { state: 'REQUESTED'; id: string; asked: string; reason: string }
  /** `answered`: "Marcus Oyelaran did not grant this on Nov 18, 2026." */
  | { state: 'NOT_GRANTED'; answered: string; note: string | null };

export type RequestView = {
  id: string;
  name: string;
  email: string;
  reason: string;
  requested: { iso: string; label: string; title: string };
  state: { label: string; tone: 'ok' | 'warn' | 'idle'; mark: 'dot' | 'clock' | 'minus' };
  /** "Priya Raman on Nov 18, 2026", once it is answered. */
  answered: string | null;
  note: string | null;
  /** Whether the reader may answer it: it waits, and is not their own. */
  canAnswer: boolean;
  isOwn: boolean;
};

export type RequestListView = { requests: RequestView[]; next: string | null; isLater: boolean };
