import { generateKey } from '@/lib/keys/commands/generate-key';
import { newId } from '@/lib/platform/random';
import { contextFor, expectOk } from '@/test/support/scene';
import { SIGNED_IN, type SignedIn, type Stage } from './roles';

export type PageCase = {
  parameters?: (stage: Stage) => Promise<Record<string, string>>;
  may: readonly SignedIn[];
};

/** A page that names nothing shows each administrator their own company. */
const EVERY_ADMINISTRATOR = ['administrator', 'administrator of another company'] as const;

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
  'admin/keys/(list)': { may: EVERY_ADMINISTRATOR },
};
