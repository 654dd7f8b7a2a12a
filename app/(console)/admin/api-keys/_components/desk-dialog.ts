import type { KeyDialog } from '@/components/keys/use-key-dialogs';
import type { GroupChoice } from '@/lib/keys/desk-view';
import type { KeyView, RevealedKey } from '@/lib/keys/view';

/** What the page has to open. */
export type DeskDialog =
  | KeyDialog
  | { kind: 'generate' }
  /** `groupId` '' = no group; `isFixed`: begun inside a group, which is then not asked for. */
  | { kind: 'add'; groupId: string; isFixed: boolean }
  | { kind: 'move'; key: KeyView }
  | { kind: 'add-group' }
  | { kind: 'rename-group' | 'delete-group'; group: GroupChoice & { count: string } }
  | { kind: 'reveal'; revealed: RevealedKey };

/** Where it is open, for everything below. */
export type OpenDesk = (dialog: DeskDialog) => void;
