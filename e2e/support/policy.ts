import { changePolicy } from '@/lib/policy/commands/change-policy';
import { findPolicy } from '@/lib/policy/queries';
import { revisionOf } from '@/lib/policy/revision';
import { type PolicySettings, settingsOf } from '@/lib/policy/settings';
import { asAdministrator, expectOk, type Person } from './people';

/** Changes the policy of the administrator's company by command. */
export async function savePolicy(administrator: Person, changes: Partial<PolicySettings>): Promise<void> {
  const ctx = asAdministrator(administrator);
  const saved = settingsOf(await findPolicy(ctx.db, administrator.companyId));
  const input = { settings: { ...saved, ...changes }, seen: revisionOf(saved), applyLimit: false };
  expectOk(await changePolicy(ctx, input));
}
