'use server';

import type { PersonActor } from '@/lib/authz/actor';
import { fail, ok } from '@/lib/kernel/result';
import { activateKey } from '@/lib/keys/commands/activate-key';
import { addGroup, deleteGroup, renameGroup } from '@/lib/keys/commands/change-groups';
import { deleteKey } from '@/lib/keys/commands/delete-key';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { editKey } from '@/lib/keys/commands/edit-key';
import { generateKeyFor } from '@/lib/keys/commands/generate-key';
import { groupKey } from '@/lib/keys/commands/group-key';
import { regenerateKey } from '@/lib/keys/commands/regenerate-key';
import { renewKey } from '@/lib/keys/commands/renew-key';
import { presentIssued } from '@/lib/keys/present';
import {
  addGroupSchema,
  addKeySchema,
  editOthersKeySchema,
  generateForAccountSchema,
  groupKeySchema,
  groupSchema,
  keySchema,
  renameGroupSchema,
} from '@/lib/keys/schemas';
import { groupErrorWords, othersKeyErrorWords } from '@/lib/keys/words';
import { defineAction } from '@/lib/web/define-action';
import { verifierUrl } from '@/lib/web/verifier-url';

const common = { by: 'administrator', revalidate: '/admin/api-keys' } as const;
/** These keys are nobody's own: whatever is done to one wants a fresh code (SECURITY 9). */
const guarded = { ...common, access: 'fresh-mfa', words: othersKeyErrorWords } as const;
/** Groups put keys in order, and change no verdict. */
const harmless = { ...common, access: 'signed-in', words: groupErrorWords } as const;

const NOBODY = { code: 'NOT_FOUND' } as const;

/** The company of whoever asks. */
const companyOf = (actor: PersonActor) => ({ kind: 'COMPANY', id: actor.companyId }) as const;

export const generateForAccountAction = defineAction({
  ...guarded,
  name: 'desk-keys/generate-for-account',
  schema: generateForAccountSchema,
  run: async (ctx, { serviceAccountId, ...input }) => {
    const owner = { kind: 'SERVICE_ACCOUNT', id: serviceAccountId } as const;
    const issued = await generateKeyFor(ctx, owner, input, 'ADMINISTRATOR');
    return issued.ok ? ok(presentIssued(issued.value, verifierUrl())) : issued;
  },
});

export const addKeyAction = defineAction({
  ...guarded,
  name: 'desk-keys/add',
  schema: addKeySchema,
  run: async (ctx, { groupId = null, description = null, ...input }) => {
    if (ctx.actor.kind !== 'person') return fail(NOBODY);
    const issued = await generateKeyFor(ctx, companyOf(ctx.actor), { ...input, description, groupId }, 'ADMINISTRATOR');
    return issued.ok ? ok(presentIssued(issued.value, verifierUrl())) : issued;
  },
});

export const regenerateDeskKeyAction = defineAction({
  ...guarded,
  name: 'desk-keys/regenerate',
  schema: keySchema,
  run: async (ctx, input) => {
    const issued = await regenerateKey(ctx, input, 'ADMINISTRATOR');
    return issued.ok ? ok(presentIssued(issued.value, verifierUrl())) : issued;
  },
});

export const disableDeskKeyAction = defineAction({
  ...guarded,
  name: 'desk-keys/disable',
  schema: keySchema,
  run: (ctx, input) => disableKey(ctx, input, 'ADMINISTRATOR'),
});

export const activateDeskKeyAction = defineAction({
  ...guarded,
  name: 'desk-keys/activate',
  schema: keySchema,
  run: (ctx, input) => activateKey(ctx, input, 'ADMINISTRATOR'),
});

export const renewDeskKeyAction = defineAction({
  ...guarded,
  name: 'desk-keys/renew',
  schema: keySchema,
  run: (ctx, input) => renewKey(ctx, input, 'ADMINISTRATOR'),
});

export const editDeskKeyAction = defineAction({
  ...guarded,
  name: 'desk-keys/edit',
  schema: editOthersKeySchema,
  run: (ctx, input) => editKey(ctx, input, 'ADMINISTRATOR'),
});

export const deleteDeskKeyAction = defineAction({
  ...guarded,
  name: 'desk-keys/delete',
  schema: keySchema,
  run: (ctx, input) => deleteKey(ctx, input, 'ADMINISTRATOR'),
});

export const groupDeskKeyAction = defineAction({
  ...guarded,
  name: 'desk-keys/group',
  schema: groupKeySchema,
  run: (ctx, input) => groupKey(ctx, input, 'ADMINISTRATOR'),
});

export const addGroupAction = defineAction({
  ...harmless,
  name: 'key-groups/add',
  schema: addGroupSchema,
  run: addGroup,
});

export const renameGroupAction = defineAction({
  ...harmless,
  name: 'key-groups/rename',
  schema: renameGroupSchema,
  run: renameGroup,
});

export const deleteGroupAction = defineAction({
  ...harmless,
  name: 'key-groups/delete',
  schema: groupSchema,
  run: deleteGroup,
});
