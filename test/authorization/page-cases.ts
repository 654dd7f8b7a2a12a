import { generateKey } from '@/lib/keys/commands/generate-key';
import { newId } from '@/lib/platform/random';
import { contextFor, expectOk } from '@/test/support/scene';

import { EVERY_ADMINISTRATOR } from './case';

import { makeTenant } from './desk-cases';

import { SIGNED_IN, type SignedIn, type Stage } from './roles';

export type PageCase = {
  parameters?: (stage: Stage) => Promise<Record<string, string>>;
  may: readonly SignedIn[];
};

/** Every page of signed-in people, by its path in app/(console). One without a case fails the test. */
export const PAGE_CASES: Record<string, PageCase> = {
  'user-control': { may: SIGNED_IN },
  'user-control/keys/[id]': {
    parameters: async ({ people, clock }) => {
      const { id } = expectOk(await generateKey(contextFor(people.member, clock), { name: newId('key') }));
      return { id };
    },
    may: ['member', 'administrator'],
  },
  security: { may: SIGNED_IN },
  // Shows a secret that was begun in this session; there is none, so that it leads back.
  'security/mfa': { may: SIGNED_IN },
  settings: { may: SIGNED_IN },
  'admin/access-requests': { may: EVERY_ADMINISTRATOR },
  'admin/api-keys': { may: EVERY_ADMINISTRATOR },
  'admin/service-accounts': { may: EVERY_ADMINISTRATOR },
  'admin/tenants': { may: EVERY_ADMINISTRATOR },
  'admin/tenants/[id]': {
    parameters: async (stage) => ({ id: (await makeTenant(stage))['tenantId'] ?? '' }),
    may: ['administrator'],
  },
  'admin/audit': { may: EVERY_ADMINISTRATOR },
  'admin/companies': { may: ['installation operator'] },
  'admin/keys': { may: EVERY_ADMINISTRATOR },
  'admin/policy': { may: EVERY_ADMINISTRATOR },
  'admin/users': { may: EVERY_ADMINISTRATOR },
  'admin/users/[id]/keys': { parameters: async ({ colleague }) => ({ id: colleague.id }), may: ['administrator'] },
};
