import type { BulkPreview } from '@/lib/keys/inventory/bulk';
import type { Action } from '@/lib/web/action-state';
import { othersKeyActions } from '../users/[id]/keys/others-key-actions';
import { cancelBulkAction, previewBulkAction, startBulkAction } from './actions';

export type BulkActions = {
  preview: Action<BulkPreview>;
  start: Action<{ processId: string; count: number }>;
};

/** What can be asked on the inventory: of one key on its owner's behalf, and of many. */
export const inventoryActions = {
  key: othersKeyActions,
  bulk: { preview: previewBulkAction, start: startBulkAction } satisfies BulkActions,
  cancel: cancelBulkAction,
};
