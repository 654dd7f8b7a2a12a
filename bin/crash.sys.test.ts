import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentWith, setEnvironment } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { ConsoleClient, confirmIdentities, setUpAndSignIn } from '@/test/support/console-client';
import { fetchWithin } from '@/test/support/fetch-within';
import { type Change, KeyLedger } from '@/test/support/key-ledger';
import { Load } from '@/test/support/load';
import { type Run, RunningKeydesk, until } from '@/test/support/running-keydesk';

/** SECURITY 28, as often as `CRASH_ROUNDS` says for each of the victims. */
const ROUNDS = Number(environmentWith({})['CRASH_ROUNDS'] ?? '2');
/** Times are printed, and measured where the machine is quiet; this only ends a test that would never end. */
const RECOVERY_MS = 60_000;
const ROUND_MS = 120_000;
/** A console that is being killed may leave a connection open that nobody will ever answer on. */
const PAGE_MS = 10_000;
/** Changes that the load makes before a kill, and again after it. */
const CHANGES = 8;

type Victim = 'console' | 'verifier' | 'worker' | 'database' | 'everything';
const VICTIMS: readonly Victim[] = ['console', 'verifier', 'worker', 'database', 'everything'];

const ledger = new KeyLedger();
let here: RunningKeydesk;
let keydesk: Run;
let load: Load;

beforeAll(async () => {
  here = await RunningKeydesk.prepare();
  keydesk = await here.start();
  setEnvironment({ DATABASE_URL: here.databaseUrl, KEYDESK_SECRET: here.secret });
  const session = await setUpAndSignIn();
  await database().keyPolicy.updateMany({ data: { keysPerOwner: null } });
  load = new Load(new ConsoleClient(`http://localhost:${here.ports.console}`, session), here.ports.verifier, ledger);
}, 320_000);

afterAll(async () => {
  await load?.stop();
  await database().$disconnect();
  await here.end();
});

describe.sequential.each(VICTIMS)('kill -9 of the %s while it is used', (victim) => {
  const rounds = Array.from({ length: ROUNDS }, (_, index) => index + 1);
  it.each(rounds)(
    'loses nothing that was acknowledged, and lets nothing in (round %i)',
    async () => {
      await confirmIdentities();
      load.start();
      await moreChanges();
      const readyMs = await killAndRecover(victim);
      process.stdout.write(`kill -9 ${victim}: ready again after ${Math.round(readyMs)} ms\n`);
      await moreChanges();
      await load.stop();
      await expectNothingLost();
    },
    ROUND_MS * 2,
  );
});

describe('audit:verify', () => {
  it('finds every chain whole beside the running installation, while it is written to', async () => {
    load.start();
    const check = here.run('audit:verify');
    const code = await check.ended;
    await load.stop();
    expect(`${check.output()}${code}`).not.toContain('BROKEN');
    expect(code).toBe(0);
  });
});

async function moreChanges(): Promise<void> {
  const [changes, verdicts] = [ledger.acknowledged.length, load.verdicts];
  const isEnough = () => ledger.acknowledged.length >= changes + CHANGES && load.verdicts >= verdicts + CHANGES;
  await until('changes and verdicts', isEnough, ROUND_MS);
}

/** @returns milliseconds until console and verifier say they are ready and a page is served */
async function killAndRecover(victim: Victim): Promise<number> {
  const killedAt = performance.now();
  if (victim === 'everything') {
    killAll();
    keydesk = await here.start();
  } else {
    const pid = victim === 'database' ? here.databasePid() : here.programPid(keydesk, victim);
    process.kill(pid, 'SIGKILL');
    const successor = () => (victim === 'database' ? here.databasePid() : here.programPid(keydesk, victim));
    await until('a successor', () => successor() !== pid && !Number.isNaN(successor()), RECOVERY_MS);
  }
  await until('everything serves', () => here.serves(), RECOVERY_MS);
  await until('a page', servesPage, RECOVERY_MS);
  return performance.now() - killedAt;
}

async function servesPage(): Promise<boolean> {
  const url = `http://localhost:${here.ports.console}/sign-in`;
  return fetchWithin(PAGE_MS, url, {}, async ({ status }) => status === 200).catch(() => false);
}

/** The supervisor first, so that it starts nothing again. */
function killAll(): void {
  const programs = (['console', 'verifier', 'worker'] as const).map((name) => here.programPid(keydesk, name));
  const database = here.databasePid();
  keydesk.process.kill('SIGKILL');
  for (const pid of [...programs, database]) execFileSync('kill', ['-9', String(pid)]);
}

async function expectNothingLost(): Promise<void> {
  await until('the cache follows', async () => (await mismatches()).length === 0, RECOVERY_MS).catch(() => undefined);
  expect(await mismatches()).toEqual([]);
  expect(ledger.violations).toEqual([]);
  expect(unrecorded(await auditedChanges())).toEqual([]);
  const check = here.run('audit:verify');
  expect([await check.ended, check.output()]).toEqual([0, expect.not.stringContaining('BROKEN')]);
}

function mismatches(): Promise<string[]> {
  return ledger.findMismatches((key) => load.ask(key));
}

async function auditedChanges(): Promise<Change[]> {
  const events = await database().auditEvent.findMany({ where: { keyId: { not: null } } });
  return events.map(({ kind, keyId }) => ({ kind, keyId: keyId ?? '' }));
}

/** Acknowledged changes without an audit row of their own. */
function unrecorded(audited: readonly Change[]): string[] {
  const rows = new Map<string, number>();
  const nameOf = ({ kind, keyId }: Change) => `${kind} ${keyId}`;
  for (const change of audited) rows.set(nameOf(change), (rows.get(nameOf(change)) ?? 0) + 1);
  return ledger.acknowledged.map(nameOf).filter((name) => {
    const left = rows.get(name) ?? 0;
    rows.set(name, left - 1);
    return left < 1;
  });
}
