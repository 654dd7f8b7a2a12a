import type { AuditEntry } from '@/lib/audit/event';
import { recordAudits } from '@/lib/audit/record';
import { enqueueMails, type OutgoingMail } from '@/lib/mail/outbox';
import { lockPolicy } from '@/lib/policy/queries';
import type { Chunk, ChunkOutcome, ProcessHandler, ProcessItem } from '@/lib/processes/handler';
import { disabledMail } from '../disabled-mail';
import { inactiveFrom } from '../domain/expiry';
import { checkState, isAllowedByPolicy } from '../domain/lifecycle';
import { findPrimaryContact } from '../store-owner';
import { BULK_KINDS } from './bulk';
import { type BulkKey, deleteKeys, disableKeys, lockKeys } from './store-bulk';

type Operation = 'disable' | 'delete';

/** What the worker does for bulk changes of keys: each with its audit row, and of a disabled one the mail to its owner. */
export const bulkHandlers: readonly ProcessHandler[] = [
  { kind: BULK_KINDS.disable, runChunk: (chunk) => runChunk(chunk, 'disable') },
  { kind: BULK_KINDS.delete, runChunk: (chunk) => runChunk(chunk, 'delete') },
];

async function runChunk(chunk: Chunk, operation: Operation): Promise<ChunkOutcome> {
  const { tx, now, companyId, progress } = chunk;
  const ctx = await chunk.actFor();
  const policy = await lockPolicy(tx, companyId);
  if (!isAllowedByPolicy(operation, policy.allows, 'ADMINISTRATOR')) {
    return { canceled: 'The key policy does not allow it any more.' };
  }
  const items = await chunk.takeItems();
  const keys = await lockKeys(tx, companyId, items);
  const changing = keys.filter((key) => mayChange(key, items, operation, now));
  if (operation === 'disable') {
    await disableKeys(tx, companyId, changing, now);
    await enqueueMails(tx, await mailsFor(chunk, changing), now);
  } else {
    await deleteKeys(tx, companyId, changing, now);
  }
  const entries = changing.map((key) => auditEntry(key, operation));
  await recordAudits(tx, ctx, companyId, now, entries);
  const done = progress.done + changing.length;
  const skipped = progress.skipped + items.length - changing.length;
  return {
    progress: { ...progress, done, skipped, cursor: items.at(-1)?.id ?? progress.cursor },
    isDone: items.length === 0 || done + skipped === progress.total,
  };
}

/** Left alone: what was changed or deleted since it was asked for, and what the state table refuses. */
function mayChange(key: BulkKey, items: readonly ProcessItem[], operation: Operation, now: Chunk['now']): boolean {
  const seen = items.find(({ id }) => id === key.id);
  if (seen?.version !== key.version) return false;
  const state = {
    isDeleted: false,
    isDisabled: key.disabledAt !== null,
    expiresAt: key.expiresAt,
    inactiveFrom: inactiveFrom({ ...key, notAccessedPeriod: key.notAccessed }, key.timeZone),
  };
  return checkState(operation, state, now).ok;
}

function auditEntry(key: BulkKey, operation: Operation): AuditEntry {
  const { id: keyId, personId, serviceAccountUserId } = key;
  const subject = {
    ...(personId === null ? {} : { personId }),
    ...(serviceAccountUserId === null ? {} : { serviceAccountUserId }),
    keyId,
  };
  const status = key.disabledAt === null ? 'ACTIVE' : 'DISABLED';
  return operation === 'disable'
    ? { kind: 'key.disabled', ...subject, before: { status }, after: { status: 'DISABLED' } }
    : { kind: 'key.deleted', ...subject, before: { name: key.name, accessKey: key.accessKey, status } };
}

/** To the person whose key it is; of a key that no person owns, to the primary contact. */
async function mailsFor({ tx, companyId }: Chunk, keys: readonly BulkKey[]): Promise<OutgoingMail[]> {
  const contact = keys.some(({ person }) => person === null) ? await findPrimaryContact(tx, companyId) : null;
  return keys.flatMap((key) => {
    const reader = key.person ?? contact;
    return reader === null || !key.isOwnerActive ? [] : [disabledMail(companyId, reader, key)];
  });
}
