'use server';

import { deleteKey } from '@/lib/keys/commands/delete-key';
import { previewBulk, startBulk } from '@/lib/keys/inventory/bulk';
import { bulkErrorWords } from '@/lib/keys/inventory/bulk-errors';
import { bulkSchema, startBulkSchema } from '@/lib/keys/inventory/bulk-schemas';
import { keySchema } from '@/lib/keys/schemas';
import { othersKeyErrorWords } from '@/lib/keys/words';
import { cancelProcess } from '@/lib/processes/commands/cancel-process';
import { processSchema } from '@/lib/processes/schemas';
import { processErrorWords } from '@/lib/processes/words';
import { defineAction } from '@/lib/web/define-action';

export const previewBulkAction = defineAction({
  name: 'all-keys/preview-bulk',
  access: 'signed-in',
  by: 'administrator',
  schema: bulkSchema,
  words: bulkErrorWords,
  run: previewBulk,
});

export const startBulkAction = defineAction({
  name: 'all-keys/start-bulk',
  access: 'fresh-mfa',
  by: 'administrator',
  schema: startBulkSchema,
  words: bulkErrorWords,
  revalidate: '/admin/keys',
  run: startBulk,
});

export const cancelBulkAction = defineAction({
  name: 'all-keys/cancel-bulk',
  access: 'signed-in',
  by: 'administrator',
  schema: processSchema,
  words: processErrorWords,
  revalidate: '/admin/keys',
  run: cancelProcess,
});

/**
 * From the key's own page: nothing is rendered anew, since that page is not there any more; the browser goes on to the
 * inventory by itself.
 */
export const deleteOthersKeyAndLeaveAction = defineAction({
  name: 'all-keys/delete-and-leave',
  access: 'fresh-mfa',
  by: 'administrator',
  schema: keySchema,
  words: othersKeyErrorWords,
  run: (ctx, input) => deleteKey(ctx, input, 'ADMINISTRATOR'),
});
