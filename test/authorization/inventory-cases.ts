import { generateKey } from '@/lib/keys/commands/generate-key';
import { startBulk } from '@/lib/keys/inventory/bulk';
import { newId } from '@/lib/platform/random';
import { contextFor, expectOk } from '@/test/support/scene';
import { type ActionCase, ADMINISTRATOR } from './case';
import type { Stage } from './roles';

async function memberKey({ people, clock }: Stage): Promise<string> {
  return expectOk(await generateKey(contextFor(people.member, clock), { name: newId('key') })).id;
}

const bulkOfOne = async (stage: Stage) => ({ operation: 'delete', keys: await memberKey(stage), confirmed: '1' });

/** Of other companies' administrators the keys are not there: to them nothing matches. */
const ELSEWHERE = { 'administrator of another company': 'NOTHING_MATCHES' } as const;

export const INVENTORY_CASES: Record<string, ActionCase> = {
  'all-keys/preview-bulk': { fields: bulkOfOne, may: ADMINISTRATOR, refusals: ELSEWHERE },
  'all-keys/start-bulk': { fields: bulkOfOne, may: ADMINISTRATOR, refusals: ELSEWHERE },
  'all-keys/cancel-bulk': {
    async fields(stage) {
      const administrator = contextFor(stage.people.administrator, stage.clock);
      const keys = [await memberKey(stage)];
      const input = { operation: 'delete' as const, keys, filters: null, confirmed: 1 };
      return { processId: expectOk(await startBulk(administrator, input)).processId };
    },
    may: ADMINISTRATOR,
  },
  'all-keys/delete-and-leave': {
    fields: async (stage) => ({ keyId: await memberKey(stage) }),
    may: ADMINISTRATOR,
  },
};
