import { setTimeout as sleep } from 'node:timers/promises';
import { forgetExpiredSignIns } from '@/lib/accounts/forget-expired-sign-ins';
import { listHeads } from '@/lib/audit/store';
import { headText } from '@/lib/audit/verify';
import { HOUR, SECOND } from '@/lib/kernel/instant';
import { deliverDue } from '@/lib/mail/deliver';
import { systemClock } from '@/lib/platform/clock';
import { config } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { log } from '@/lib/platform/log';
import { createMailer } from '@/lib/platform/mailer';

/** Work that nobody waits for: mail, the hourly note of the audit heads, forgetting what is over. Any number may run. */

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
process.on('disconnect', () => stop.abort());

const db = database();
const mailer = createMailer(config());

/** Runs a task again and again. A failure is logged and the task goes on: the database may be away for a while. */
async function repeat(name: string, everyMs: number, task: () => Promise<unknown>): Promise<void> {
  while (!stop.signal.aborted) {
    try {
      await task();
    } catch (error) {
      log.error({ task: name, err: error }, 'task failed');
    }
    await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => undefined);
  }
}

async function sendMail(): Promise<void> {
  const delivery = { db, clock: systemClock, mailer, consoleUrl: config().console.url };
  while (!stop.signal.aborted && (await deliverDue(delivery)) > 0);
}

/** Heads in the log let `audit:verify --head` find a tail that was cut off together with its head. */
async function noteHeads(): Promise<void> {
  for (const { chain, ...head } of await listHeads(db)) log.info({ chain, head: headText(head) }, 'audit head');
}

const tasks = [
  repeat('mail', SECOND, sendMail),
  repeat('audit heads', HOUR, noteHeads),
  repeat('expired sign-ins', HOUR, () => forgetExpiredSignIns(db, systemClock.now())),
];
process.send?.('ready');
await Promise.all(tasks);
await db.$disconnect();
if (process.connected) process.disconnect();
