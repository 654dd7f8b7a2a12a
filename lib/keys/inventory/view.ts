import type { KeyView } from '../view';

export type InventoryKeyView = KeyView & {
  owner: { kind: 'USER' | 'SERVICE_ACCOUNT' | 'COMPANY'; name: string };
  /** "Full access" or "Selected". */
  accessLabel: string;
};

export type InventoryView = {
  keys: InventoryKeyView[];
  previous: string | null;
  next: string | null;
  isFiltered: boolean;
  /** What policy lets be done to several at once. */
  mayDisable: boolean;
  helpDesk: string | null;
  /** What regenerating would give; null = never expires. */
  newWorksUntil: string | null;
};

export type CountedView = {
  /** "7 of 148" */
  count: string;
  matching: {
    /** "7", "10,000+" */
    text: string;
    /** Everything that matches is on this page. */
    isWhole: boolean;
  };
  cards: PostureCardView[];
};

export type PostureCardView = {
  title: string;
  figure: string;
  says: string;
  tone: 'plain' | 'warn' | 'bad';
  /** The parameters of the list that it counts. */
  parameters: Record<string, string>;
};

/** A bulk change that runs, or how it ended. */
export type BulkProcessView = {
  id: string;
  isRunning: boolean;
  tone: 'info' | 'warn' | 'bad';
  /** "Disabling 3,000 keys." */
  fact: string;
  /** "1,500 done, 2 left alone." */
  says: string;
  done: number;
  total: number;
};
