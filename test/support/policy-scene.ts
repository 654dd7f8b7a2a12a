import type { PersonActor } from '@/lib/authz/actor';
import type { Clock } from '@/lib/kernel/clock';
import { database } from '@/lib/platform/database';
import { changePolicy } from '@/lib/policy/commands/change-policy';
import type { PolicyError } from '@/lib/policy/errors';
import { findPolicy } from '@/lib/policy/queries';
import { revisionOf } from '@/lib/policy/revision';
import { type PolicySettings, settingsOf } from '@/lib/policy/settings';
import { contextFor, makeCompany, makePerson } from './scene';

export type PolicyScene = Awaited<ReturnType<typeof makePolicyScene>>;

/** Priya, who may change the policy of her company, and Dana, who has keys there. */
export async function makePolicyScene(clock: Clock) {
  const companyId = await makeCompany(clock);
  const priya = await makePerson(clock, companyId, { isAdministrator: true });
  const dana = await makePerson(clock, companyId);

  const current = async (company = companyId) => settingsOf(await findPolicy(database(), company));
  /** What somebody saves who sees the policy as it is, unless they have `seen` another. */
  const save = async (
    settings: Partial<PolicySettings>,
    { by = priya, applyLimit = false, seen = '' }: { by?: PersonActor; applyLimit?: boolean; seen?: string } = {},
  ) => {
    const before = await current(by.companyId);
    return changePolicy(contextFor(by, clock), {
      settings: { ...before, ...settings },
      seen: seen === '' ? revisionOf(before) : seen,
      applyLimit,
    });
  };
  /** The changes of the policy that the audit has. */
  const events = async (company = companyId) => {
    const rows = await database().auditEvent.findMany({
      where: { chain: company, kind: 'policy.changed' },
      orderBy: { seq: 'asc' },
    });
    return rows.map(({ actorId, body }) => ({
      actorId,
      ...(JSON.parse(body) as { before: unknown; after: unknown }),
    }));
  };
  return { companyId, priya, dana, current, save, events };
}

/** `ok`, or what the change was refused for. */
export const policyRefusal = (result: { ok: boolean; error?: PolicyError }) => (result.ok ? 'ok' : result.error?.code);
