import type { OwnerRef } from '@/lib/authz/can';
import { DAY, type Instant, plus } from '@/lib/kernel/instant';
import type { Result } from '@/lib/kernel/result';
import { addGroup } from '@/lib/keys/commands/change-groups';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { generateKeyFor, type KeyTraits } from '@/lib/keys/commands/generate-key';
import type { Ctx } from '@/lib/platform/context';
import { addServiceAccount } from '@/lib/service-accounts/commands/add-service-account';
import { addTenant } from '@/lib/service-accounts/commands/tenants';
import { addVirtualServer } from '@/lib/service-accounts/commands/virtual-servers';
import { COMPANY_KEYS, type KeyStory, SERVICE_ACCOUNTS, TENANTS } from './cast';
import type { Timeline } from './timeline';

/** What the part about the company itself needs of the whole story. */
export type CompanyStage = {
  now: Instant;
  companyId: () => string;
  asAdministrator: () => Ctx;
  expectOk: <T>(result: Result<T, { code: string }>) => T;
  use: (keyId: string, at: Instant) => void;
};

/** Tenants, service accounts and groups, and the keys that belong to no person. */
export function tellCompany(timeline: Timeline, stage: CompanyStage): void {
  const { expectOk, asAdministrator } = stage;
  const serverIds = new Map<string, string>();
  const groupIds = new Map<string, string>();
  timeline.at(610 * DAY, async () => {
    for (const { virtualServers, ...tenant } of TENANTS) {
      const { id: tenantId } = expectOk(await addTenant(asAdministrator(), tenant));
      for (const slug of virtualServers) {
        const server = { tenantId, slug, name: slug.replace('-', ' ') };
        serverIds.set(slug, expectOk(await addVirtualServer(asAdministrator(), server)).id);
      }
    }
  });
  for (const { userId, name, virtualServers, keys } of SERVICE_ACCOUNTS) {
    let accountId = '';
    timeline.at(600 * DAY, async () => {
      const reach = { tenants: [], virtualServers: virtualServers.map((slug) => serverIds.get(slug) ?? '') };
      accountId = expectOk(await addServiceAccount(asAdministrator(), { userId, name, ...reach })).id;
    });
    for (const key of keys) tellKey(timeline, stage, key, () => ({ kind: 'SERVICE_ACCOUNT', id: accountId }));
  }
  for (const { group, audience, description = null, ...key } of COMPANY_KEYS) {
    timeline.at(350 * DAY, async () => {
      if (group === undefined || groupIds.has(group)) return;
      groupIds.set(group, expectOk(await addGroup(asAdministrator(), { name: group, audience })).id);
    });
    const traits = () => ({ audience, description, groupId: groupIds.get(group ?? '') ?? null });
    tellKey(timeline, stage, key, () => ({ kind: 'COMPANY', id: stage.companyId() }), traits);
  }
}

function tellKey(
  timeline: Timeline,
  { now, asAdministrator, expectOk, use }: CompanyStage,
  { name, generated, lastUsed, disabled }: KeyStory,
  owner: () => OwnerRef,
  traits: () => KeyTraits = () => ({}),
): void {
  let keyId = '';
  timeline.at(generated, async () => {
    const input = { name, ...traits() };
    keyId = expectOk(await generateKeyFor(asAdministrator(), owner(), input, 'ADMINISTRATOR')).id;
    if (lastUsed !== undefined) use(keyId, plus(now, -lastUsed));
  });
  if (disabled === undefined) return;
  timeline.at(disabled, async () => {
    expectOk(await disableKey(asAdministrator(), { keyId }, 'ADMINISTRATOR'));
  });
}
