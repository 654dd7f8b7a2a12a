import { setTimeout as sleep } from 'node:timers/promises';
import { peopleProcess } from '@/lib/accounts/commands/change-people';
import { forgetExpiredSignIns } from '@/lib/accounts/forget-expired-sign-ins';
import { checkChains } from '@/lib/audit/chain-check';
import { listHeads } from '@/lib/audit/store';
import { headText } from '@/lib/audit/verify';
import { HOUR, MINUTE, SECOND } from '@/lib/kernel/instant';
import { bulkHandlers } from '@/lib/keys/inventory/bulk-handlers';
import { deliverDue } from '@/lib/mail/deliver';
import { systemClock } from '@/lib/platform/clock';
import { config } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { log } from '@/lib/platform/log';
import { createMailer } from '@/lib/platform/mailer';
import { prepareProgram } from '@/lib/platform/prepare-program';
import { announceReady, onStop, runProgram } from '@/lib/platform/process-lifecycle';
import { applyLimitProcess } from '@/lib/policy/apply-limit-process';
import type { ProcessHandler } from '@/lib/processes/handler';
import { runNextProcess } from '@/lib/processes/run-processes';
import { forgetOldUsage } from '@/lib/usage/forget-old-usage';

/** Who does the processes of each kind; each comes with its feature. */
const HANDLERS: readonly ProcessHandler[] = [applyLimitProcess, peopleProcess, ...bulkHandlers];

/**
 * `npm run worker`: mail, processes, the hourly note of the audit heads, the check of the audit chains, forgetting what is
 * over. Any number may run.
 */
async function main(): Promise<void> {
  await prepareProgram();
  const stop = new AbortController();
  const tasks = [
    repeat('mail', SECOND, stop.signal, mailTask(stop.signal)),
    repeat('processes', SECOND, stop.signal, processTask(stop.signal)),
    repeat('audit heads', HOUR, stop.signal, noteHeads),
    repeat('audit chains', 10 * MINUTE, stop.signal, () =>
      checkChains({ db: database(), clock: systemClock, ring: keyring(), stop: stop.signal }),
    ),
    repeat('expired sign-ins', HOUR, stop.signal, () => forgetExpiredSignIns(database(), systemClock.now())),
    repeat('old usage', HOUR, stop.signal, () =>
      forgetOldUsage({ db: database(), clock: systemClock, stop: stop.signal }),
    ),
  ];
  onStop(async () => {
    stop.abort();
    await Promise.all(tasks);
    await database().$disconnect();
  });
  announceReady();
}

/** Runs a task again and again. A failure is logged and the task goes on: the database may be away for a while. */
async function repeat(name: string, everyMs: number, stop: AbortSignal, task: () => Promise<void>): Promise<void> {
  while (!stop.aborted) {
    try {
      await task();
    } catch (error) {
      log.error({ task: name, err: error }, 'task failed');
    }
    await sleep(everyMs, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Everything that is due, a batch after the other. */
function mailTask(stop: AbortSignal): () => Promise<void> {
  const delivery = {
    db: database(),
    clock: systemClock,
    mailer: createMailer(config()),
    consoleUrl: config().console.url,
    stop,
  };
  return async () => {
    while (!stop.aborted && (await deliverDue(delivery)) > 0);
  };
}

/** Everything that is due, a turn after the other. */
function processTask(stop: AbortSignal): () => Promise<void> {
  const engine = { db: database(), clock: systemClock, handlers: HANDLERS, stop };
  return async () => {
    while (!stop.aborted && (await runNextProcess(engine)));
  };
}

/** Heads in the log let `audit:verify --head` find a tail that was cut off together with its head. */
async function noteHeads(): Promise<void> {
  for (const { chain, ...head } of await listHeads(database())) log.info({ chain, head: headText(head) }, 'audit head');
}

void runProgram(main);
