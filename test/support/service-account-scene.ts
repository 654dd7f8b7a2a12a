import type { PersonActor } from '@/lib/authz/actor';
import type { Clock } from '@/lib/kernel/clock';
import { database } from '@/lib/platform/database';
import { addServiceAccount } from '@/lib/service-accounts/commands/add-service-account';
import { addTenant } from '@/lib/service-accounts/commands/tenants';
import { addVirtualServer } from '@/lib/service-accounts/commands/virtual-servers';
import { findOneServiceAccount } from '@/lib/service-accounts/queries';
import { contextFor, expectOk, makeCompany, makePerson } from './scene';

export type ServiceAccountScene = Awaited<ReturnType<typeof makeServiceAccountScene>>;
type Reach = { tenants: string[]; virtualServers: string[] };

export const NOTHING: Reach = { tenants: [], virtualServers: [] };

/** Priya, an administrator, and what she adds to her company. */
export async function makeServiceAccountScene(clock: Clock) {
  const companyId = await makeCompany(clock);
  const priya = await makePerson(clock, companyId, { isAdministrator: true });
  const ctx = contextFor(priya, clock);

  const add = async (userId: string, reach = NOTHING) =>
    expectOk(await addServiceAccount(ctx, { userId, name: 'Carrier sync', ...reach })).id;
  const tenant = async (slug: string) => expectOk(await addTenant(ctx, { slug, name: slug })).id;
  const server = async (tenantId: string, slug: string) =>
    expectOk(await addVirtualServer(ctx, { tenantId, slug, name: slug })).id;
  const stored = async (id: string) => {
    const account = await findOneServiceAccount(ctx, id);
    if (account === null) throw new Error('no such account');
    return account;
  };
  const newestEvent = () =>
    database().auditEvent.findFirstOrThrow({ where: { chain: companyId }, orderBy: { seq: 'desc' } });
  /** Whom nothing here is for. */
  const others = async (): Promise<[member: PersonActor, withoutMfa: PersonActor, stranger: PersonActor]> => [
    await makePerson(clock, companyId),
    await makePerson(clock, companyId, { isAdministrator: true, hasMfa: false }),
    await makePerson(clock, await makeCompany(clock), { isAdministrator: true }),
  ];
  return { companyId, priya, ctx, add, tenant, server, stored, newestEvent, others };
}

/** `ok`, or what a command refused for. */
export const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) =>
  result.ok ? 'ok' : result.error.code;
