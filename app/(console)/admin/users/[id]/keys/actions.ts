'use server';

import { ok } from '@/lib/kernel/result';
import { activateKey } from '@/lib/keys/commands/activate-key';
import { deleteKey } from '@/lib/keys/commands/delete-key';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { editKey } from '@/lib/keys/commands/edit-key';
import { generateKeyFor } from '@/lib/keys/commands/generate-key';
import { regenerateKey } from '@/lib/keys/commands/regenerate-key';
import { renewKey } from '@/lib/keys/commands/renew-key';
import { presentIssued } from '@/lib/keys/present';
import { editKeyForSchema, generateKeyForSchema, keySchema } from '@/lib/keys/schemas';
import { othersKeyErrorWords } from '@/lib/keys/words';
import { defineAction } from '@/lib/web/define-action';
import { verifierUrl } from '@/lib/web/verifier-url';

/** Somebody else's key is touched with a fresh factor only, whatever is done to it. */
const common = {
  access: 'fresh-mfa',
  by: 'administrator',
  words: othersKeyErrorWords,
  revalidate: '/admin/users',
} as const;

export const generateOthersKeyAction = defineAction({
  ...common,
  name: 'others-keys/generate',
  schema: generateKeyForSchema,
  async run(ctx, { personId, ...input }) {
    const issued = await generateKeyFor(ctx, { kind: 'USER', id: personId }, input, 'ADMINISTRATOR');
    return issued.ok ? ok(presentIssued(issued.value, verifierUrl())) : issued;
  },
});

export const regenerateOthersKeyAction = defineAction({
  ...common,
  name: 'others-keys/regenerate',
  schema: keySchema,
  async run(ctx, input) {
    const issued = await regenerateKey(ctx, input, 'ADMINISTRATOR');
    return issued.ok ? ok(presentIssued(issued.value, verifierUrl())) : issued;
  },
});

export const disableOthersKeyAction = defineAction({
  ...common,
  name: 'others-keys/disable',
  schema: keySchema,
  run: (ctx, input) => disableKey(ctx, input, 'ADMINISTRATOR'),
});

export const activateOthersKeyAction = defineAction({
  ...common,
  name: 'others-keys/activate',
  schema: keySchema,
  run: (ctx, input) => activateKey(ctx, input, 'ADMINISTRATOR'),
});

export const editOthersKeyAction = defineAction({
  ...common,
  name: 'others-keys/edit',
  schema: editKeyForSchema,
  run: (ctx, input) => editKey(ctx, input, 'ADMINISTRATOR'),
});

export const deleteOthersKeyAction = defineAction({
  ...common,
  name: 'others-keys/delete',
  schema: keySchema,
  run: (ctx, input) => deleteKey(ctx, input, 'ADMINISTRATOR'),
});

export const renewOthersKeyAction = defineAction({
  ...common,
  name: 'others-keys/renew',
  schema: keySchema,
  run: (ctx, input) => renewKey(ctx, input, 'ADMINISTRATOR'),
});
