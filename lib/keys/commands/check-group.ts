import { fail, ok, type Result } from '@/lib/kernel/result';
import type { KeyError } from '../errors';
import { lockGroup } from '../store-groups';
import type { OwnerScene } from './change-key';

/**
 * Whether a key of this owner and audience may be put into the group; null is "No group", which is always there. The group
 * stays as long as the transaction lasts.
 *
 * @returns the name of the group
 */
export async function checkGroup(
  { tx, scope, policy }: Pick<OwnerScene, 'tx' | 'scope' | 'policy'>,
  groupId: string | null,
  audience: 'BUSINESS_PROFILE' | 'CLIENT',
): Promise<Result<string | null, KeyError>> {
  if (groupId === null) return ok(null);
  if (!policy.allows.groups) return fail({ code: 'POLICY_FORBIDS' });
  const group = await lockGroup(tx, scope, groupId, 'use');
  return group === null || group.audience !== audience ? fail({ code: 'GROUP_GONE' }) : ok(group.name);
}
