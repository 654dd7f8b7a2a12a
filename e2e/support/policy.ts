import { changePolicy } from '@/lib/policy/commands/change-policy';
import { findPolicy } from '@/lib/policy/queries';
import { revisionOf } from '@/lib/policy/revision';
import { type PolicySettings, settingsOf } from '@/lib/policy/settings';
import { asOwner, expectOk, type Person } from './people';

/** Changes the policy of the administrator's company by command. */
export async function savePolicy(administrator: Person, changes: Partial<PolicySettings>): Promise<void> {
  const ctx = asOwner(administrator);
  if (ctx.actor.kind !== 'person') throw new Error('an owner is a person');
  const saved = settingsOf(await findPolicy(ctx.db, administrator.companyId));
  const input = { settings: { ...saved, ...changes }, seen: revisionOf(saved), applyLimit: false };
  expectOk(await changePolicy({ ...ctx, actor: { ...ctx.actor, isAdministrator: true } }, input));
}
