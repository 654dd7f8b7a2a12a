import { generateKey } from '@/lib/keys/commands/generate-key';
import { startBulk } from '@/lib/keys/inventory/bulk';
import { NO_FILTERS } from '@/lib/keys/inventory/filters';
import { systemClock } from '@/lib/platform/clock';
import { database } from '@/lib/platform/database';
import type { Progress } from '@/lib/processes/handler';
import { type Run, type RunningKeydesk, until } from './running-keydesk';
import { contextFor, expectOk, makeCompany, makePerson } from './scene';

export type BulkCrash = {
  state: string;
  progress: Progress;
  /** Keys that are disabled, audit rows about it, keys with more than one, and mails. */
  disabled: number;
  audited: number;
  auditedTwice: number;
  mails: number;
  kills: number;
};

/**
 * Disables `keys` keys in one run, with a worker that is killed again and again while it does: at each of `killAt`, shares of
 * the way. Small in the tests, long in the soak.
 */
export async function disableUnderKills(
  here: RunningKeydesk,
  keydesk: Run,
  keys: number,
  killAt: readonly number[],
): Promise<BulkCrash> {
  const companyId = await makeCompany(systemClock, { keysPerOwner: null });
  const administrator = contextFor(await makePerson(systemClock, companyId, { isAdministrator: true }), systemClock);
  await multiplyKeys(companyId, keys);
  const input = { operation: 'disable', keys: null, filters: NO_FILTERS, confirmed: keys } as const;
  const { processId } = expectOk(await startBulk(administrator, input));
  const read = () => database().process.findUniqueOrThrow({ where: { id: processId } });
  const done = async () => ((await read()).progress as Progress).done;
  for (const share of killAt) {
    await until(`${share} of the way`, async () => (await done()) >= keys * share, 1_800_000);
    process.kill(here.programPid(keydesk, 'worker'), 'SIGKILL');
  }
  await until('its end', async () => (await read()).endedAt !== null, 3_600_000);
  const { state, progress } = await read();
  return { state, progress: progress as Progress, kills: killAt.length, ...(await countChanges(companyId)) };
}

/** One statement of so many stays far below the time limit of the programs' connections. */
const BATCH = 2_000;

/** One key by the command, and the others after its pattern: a command for each would take longer than the run. */
async function multiplyKeys(companyId: string, keys: number): Promise<void> {
  const owner = contextFor(await makePerson(systemClock, companyId), systemClock);
  const { id } = expectOk(await generateKey(owner, { name: 'Key 0' }));
  for (let from = 1; from < keys; from += BATCH) {
    const last = Math.min(from + BATCH, keys) - 1;
    await database().$executeRaw`
      INSERT INTO api_key SELECT (jsonb_populate_record(k, jsonb_build_object(
        'id', 'key_' || right(md5(${companyId} || n), 16), 'name', 'Key ' || n, 'name_key', 'key ' || n))).*
      FROM api_key k CROSS JOIN generate_series(${from}::int, ${last}::int) AS n WHERE k.id = ${id}`;
    await database().$executeRaw`
      INSERT INTO key_credential (id, company_id, key_id, access_key, valid_from, created_at)
      SELECT 'crd_' || right(k.id, 16), k.company_id, k.id, 'kd_' || right(k.id, 16), k.created_at, k.created_at
      FROM generate_series(${from}::int, ${last}::int) AS n
      JOIN api_key k ON k.id = 'key_' || right(md5(${companyId} || n), 16)`;
    // As autovacuum does, which comes too late: tables that grow this fast are joined as if they were empty.
    await database().$executeRaw`ANALYZE api_key, key_credential, key_listing`;
  }
}

async function countChanges(companyId: string) {
  const disabled = await database().apiKey.count({ where: { companyId, disabledAt: { not: null } } });
  const rows = await database().$queryRaw<{ events: bigint }[]>`
    SELECT count(*) AS events FROM audit_event WHERE chain = ${companyId} AND kind = 'key.disabled' GROUP BY key_id`;
  const mails = await database().outboxMail.count({ where: { companyId, kind: 'key.disabled' } });
  return { disabled, audited: rows.length, auditedTwice: rows.filter(({ events }) => events > 1n).length, mails };
}
