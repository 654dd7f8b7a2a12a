import type { DeskTab } from './desk-queries';
import type { ChosenExpiryView, KeyView } from './view';

/** What the administrator's page of keys shows. Every word and time is made on the server. */

export type DeskKeyView = KeyView & {
  /** The user ID of the service account that it belongs to; null for the company's own. */
  ownerUserId: string | null;
};

export type DeskTabView = { tab: DeskTab; label: string; count: string };

export type DeskGroupView = {
  /** Null for "No group". */
  id: string | null;
  name: string;
  /** "2 keys" */
  count: string;
  keys: DeskKeyView[];
  /** "Show all 1,234 keys", where they are more than are on the page. */
  more: string | null;
};

export type GroupChoice = { id: string; name: string };

/** What a new key of the tab will be; null where policy or its limit lets none be made. */
export type NewKeyView = {
  lifespan: string | null;
  notAccessed: string | null;
  newWorksUntil: string | null;
  chosenExpiry: ChosenExpiryView | null;
};

export type DeskListView =
  | { kind: 'groups'; groups: DeskGroupView[] }
  | { kind: 'page'; keys: DeskKeyView[]; previous: string | null; next: string | null; count: string };

export type DeskView = {
  tabs: DeskTabView[];
  /** Null where policy gives keys to people alone. */
  tab: DeskTab | null;
  helpDesk: string | null;
  /** What a key of this tab can be put into. */
  groups: GroupChoice[];
  newKey: NewKeyView | null;
  hasGroups: boolean;
  list: DeskListView | null;
};
