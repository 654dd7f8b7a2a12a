import { HOUR, plus, toDate } from '@/lib/kernel/instant';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { contextFor, expectOk } from '@/test/support/scene';
import { EVERY_ADMINISTRATOR } from './case';
import { makeAccount, makeServer, makeTenant } from './desk-cases';
import type { SignedIn, Stage } from './roles';

export type RouteCase = {
  /** Behind the path: what is asked for. */
  query?: string;
  /** Posted, where it is no GET. */
  fields?: Record<string, string>;
  may: readonly SignedIn[];
  /**
   * Makes what the company's own administrator is answered, and nobody of another company.
   * @returns a text that their answer holds
   */
  prepare: (stage: Stage) => Promise<string>;
};

async function key({ people, clock }: Stage): Promise<{ id: string; name: string }> {
  return expectOk(await generateKey(contextFor(people.member, clock), { name: newId('key') }));
}

const nameOfKey = async (stage: Stage): Promise<string> => (await key(stage)).name;

async function nameOfUsedKey(stage: Stage): Promise<string> {
  const { id, name } = await key(stage);
  const now = stage.clock.now();
  const hour = toDate(plus(now, -(now % HOUR)));
  await database().keyUsageHour.create({
    data: { companyId: stage.companyId, keyId: id, hour, code: 'VALID', calls: 3n },
  });
  return name;
}

/** Every route handler of signed-in people, by its path in app/ and its method. One without a case fails the test. */
export const ROUTE_CASES: Record<string, RouteCase> = {
  '(console)/admin/audit/export POST': { fields: { format: 'csv' }, may: EVERY_ADMINISTRATOR, prepare: nameOfKey },
  '(console)/admin/keys/export GET': { may: EVERY_ADMINISTRATOR, prepare: nameOfKey },
  '(console)/admin/keys/usage/export GET': { may: EVERY_ADMINISTRATOR, prepare: nameOfUsedKey },
  '(console)/admin/service-accounts/options GET': {
    query: '?q=Carrier',
    may: EVERY_ADMINISTRATOR,
    prepare: async (stage) => (await makeAccount(stage))['serviceAccountId'] ?? '',
  },
  '(console)/admin/tenants/options GET': {
    query: '?q=Retail',
    may: EVERY_ADMINISTRATOR,
    prepare: async (stage) => (await makeTenant(stage))['tenantId'] ?? '',
  },
  '(console)/admin/tenants/virtual-server-options GET': {
    query: '?q=East',
    may: EVERY_ADMINISTRATOR,
    prepare: async (stage) => (await makeServer(stage))['virtualServerId'] ?? '',
  },
};

/** Open to anyone on purpose: next-auth's own, of which app/api/auth/[...nextauth]/route.test.ts holds what is served. */
export const OPEN_ROUTES = ['api/auth/[...nextauth] GET', 'api/auth/[...nextauth] POST'] as const;
