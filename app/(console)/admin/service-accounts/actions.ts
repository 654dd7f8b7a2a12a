'use server';

import { fail, ok } from '@/lib/kernel/result';
import { findEnabledKeys } from '@/lib/keys/desk-queries';
import { presentStopping } from '@/lib/keys/present-desk';
import { addServiceAccount } from '@/lib/service-accounts/commands/add-service-account';
import {
  deactivateServiceAccount,
  reactivateServiceAccount,
} from '@/lib/service-accounts/commands/deactivate-service-account';
import { editServiceAccount } from '@/lib/service-accounts/commands/edit-service-account';
import type { ServiceAccountError } from '@/lib/service-accounts/errors';
import { findOneServiceAccount } from '@/lib/service-accounts/queries';
import {
  addServiceAccountSchema,
  editServiceAccountSchema,
  serviceAccountSchema,
} from '@/lib/service-accounts/schemas';
import { serviceAccountErrorWords } from '@/lib/service-accounts/words';
import { defineAction } from '@/lib/web/define-action';

const common = { by: 'administrator', words: serviceAccountErrorWords } as const;
/** What a key reaches, and whether it works, is widened and narrowed here. */
const guarded = { ...common, access: 'fresh-mfa', revalidate: '/admin/service-accounts' } as const;

export const addServiceAccountAction = defineAction({
  ...guarded,
  name: 'service-accounts/add',
  schema: addServiceAccountSchema,
  run: addServiceAccount,
});

export const editServiceAccountAction = defineAction({
  ...guarded,
  name: 'service-accounts/edit',
  schema: editServiceAccountSchema,
  run: editServiceAccount,
});

export const deactivateServiceAccountAction = defineAction({
  ...guarded,
  name: 'service-accounts/deactivate',
  schema: serviceAccountSchema,
  run: deactivateServiceAccount,
});

export const reactivateServiceAccountAction = defineAction({
  ...guarded,
  name: 'service-accounts/reactivate',
  schema: serviceAccountSchema,
  run: reactivateServiceAccount,
});

/** What would stop: read when it is asked about, and not for every row of the list. */
export const stoppingKeysAction = defineAction({
  ...common,
  access: 'signed-in',
  name: 'service-accounts/stopping-keys',
  schema: serviceAccountSchema,
  run: async (ctx, { serviceAccountId }) => {
    const account = await findOneServiceAccount(ctx, serviceAccountId);
    const found =
      account === null
        ? null
        : await findEnabledKeys(ctx, { kind: 'SERVICE_ACCOUNT', id: serviceAccountId }, 'ADMINISTRATOR');
    return found === null ? fail<ServiceAccountError>({ code: 'NOT_FOUND' }) : ok(presentStopping(found));
  },
});
