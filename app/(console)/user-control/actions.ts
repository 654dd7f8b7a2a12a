'use server';

import { requestAccess } from '@/lib/access/commands/request-access';
import { withdrawRequest } from '@/lib/access/commands/withdraw-request';
import { requestAccessSchema, withdrawRequestSchema } from '@/lib/access/schemas';
import { accessErrorWords } from '@/lib/access/words';
import { ok } from '@/lib/kernel/result';
import { activateKey } from '@/lib/keys/commands/activate-key';
import { deleteKey } from '@/lib/keys/commands/delete-key';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { editKey } from '@/lib/keys/commands/edit-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { regenerateKey } from '@/lib/keys/commands/regenerate-key';
import { renewKey } from '@/lib/keys/commands/renew-key';
import { presentIssued } from '@/lib/keys/present';
import { editKeySchema, generateKeySchema, keySchema } from '@/lib/keys/schemas';
import { keyErrorWords } from '@/lib/keys/words';
import { defineAction } from '@/lib/web/define-action';
import { verifierUrl } from '@/lib/web/verifier-url';

const common = { words: keyErrorWords, revalidate: '/user-control' } as const;
const slide = { ...common, access: 'signed-in' } as const;
/** What makes a secret, or ends one for good. */
const guarded = { ...common, access: 'fresh-mfa' } as const;

export const generateKeyAction = defineAction({
  ...guarded,
  name: 'keys/generate',
  schema: generateKeySchema,
  run: async (ctx, input) => {
    const issued = await generateKey(ctx, input);
    return issued.ok ? ok(presentIssued(issued.value, verifierUrl())) : issued;
  },
});

export const regenerateKeyAction = defineAction({
  ...guarded,
  name: 'keys/regenerate',
  schema: keySchema,
  run: async (ctx, input) => {
    const issued = await regenerateKey(ctx, input);
    return issued.ok ? ok(presentIssued(issued.value, verifierUrl())) : issued;
  },
});

export const disableKeyAction = defineAction({ ...slide, name: 'keys/disable', schema: keySchema, run: disableKey });

export const activateKeyAction = defineAction({ ...slide, name: 'keys/activate', schema: keySchema, run: activateKey });

export const editKeyAction = defineAction({ ...slide, name: 'keys/edit', schema: editKeySchema, run: editKey });

export const deleteKeyAction = defineAction({ ...guarded, name: 'keys/delete', schema: keySchema, run: deleteKey });

export const renewKeyAction = defineAction({ ...slide, name: 'keys/renew', schema: keySchema, run: renewKey });

/**
 * From the key's own page: nothing is rendered anew, since that page is not there any more; the browser goes on to the
 * User Control page by itself.
 */
export const deleteKeyAndLeaveAction = defineAction({
  access: 'fresh-mfa',
  words: keyErrorWords,
  name: 'keys/delete-and-leave',
  schema: keySchema,
  run: deleteKey,
});

const access = { access: 'signed-in', words: accessErrorWords, revalidate: '/user-control' } as const;

export const requestAccessAction = defineAction({
  ...access,
  name: 'access/request',
  schema: requestAccessSchema,
  run: requestAccess,
});

export const withdrawRequestAction = defineAction({
  ...access,
  name: 'access/withdraw',
  schema: withdrawRequestSchema,
  run: withdrawRequest,
});
