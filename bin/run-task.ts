// A piece of work that the supervisor needs done once, in a process of its own: it loads the whole program, which the
// supervisor itself would otherwise carry for as long as it lives. The result goes back as the only message.
import { config } from '@/lib/platform/config';
import { localUrl } from '@/lib/platform/local-url';
import { runProgram } from '@/lib/platform/process-lifecycle';
import { seedDemo } from '@/prisma/seed';
import { announceFirstStart } from './first-start';
import { mailFolder } from './supervisor/settings';

const TASKS: Record<string, (databaseUrl: string) => Promise<unknown>> = {
  'seed-demo': (databaseUrl) =>
    seedDemo({
      consoleUrl: config().console.url,
      verifierUrl: localUrl(config().verifier),
      databaseUrl,
      mailDir: mailFolder(config()),
    }),
  'first-start': announceFirstStart,
};

void runProgram(async () => {
  const task = TASKS[process.argv[2] ?? ''];
  const { databaseUrl } = config();
  if (task === undefined || databaseUrl === undefined) throw new Error('run-task is started by the supervisor');
  const result = await task(databaseUrl);
  // The message has to be out before the process ends, and connections that stay open must not keep it.
  process.send?.({ result }, () => process.exit(0));
});
