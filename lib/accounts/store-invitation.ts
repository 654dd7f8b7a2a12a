import { type Instant, toDate } from '@/lib/kernel/instant';
import type { Tx } from '@/lib/platform/database';
import type { PersonScope } from './store';

type NewInvitation = { id: string; tokenHash: Uint8Array<ArrayBuffer>; createdAt: Instant; expiresAt: Instant };

/** One invitation at a time: making one voids the one before. */
export async function putInvitation(tx: Tx, scope: PersonScope, invitation: NewInvitation): Promise<void> {
  const kind = 'INVITATION';
  await tx.accountToken.deleteMany({ where: { ...scope, kind, usedAt: null } });
  const times = { createdAt: toDate(invitation.createdAt), expiresAt: toDate(invitation.expiresAt) };
  await tx.accountToken.create({ data: { ...scope, kind, ...invitation, ...times } });
}
