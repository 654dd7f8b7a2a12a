import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { containsHead, headText, parseHead, verifyChains } from '@/lib/audit/verify';
import { verifyExport } from '@/lib/audit/verify-export';
import { config } from '@/lib/platform/config';
import { openDatabase } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';

/**
 * `npm run audit:verify [-- --head <seq>:<mac>]`: walks every audit chain and names the first broken row. With a head noted
 * down earlier (the worker logs them hourly) it also finds a tail that was cut off together with its head.
 * `npm run audit:verify -- --export <file>` checks an export in NDJSON instead, with the secret and without the database.
 *
 * Exit code 0: everything holds · 1: something is broken · 2: it could not be checked.
 */
async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args[0] === '--export') return verifyFile(args);
  const heads = readHeads(args);
  const { databaseUrl } = config();
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set and no embedded database is running here');
  const db = openDatabase(databaseUrl, 'keydesk-audit-verify');
  try {
    let broken = 0;
    const reports = await verifyChains(db, keyring());
    if (reports.length === 0) process.stdout.write('There is no audit chain yet.\n');
    for (const report of reports) {
      if (report.holds) {
        process.stdout.write(`${report.chain}: ${report.events} events hold, head ${headText(report.head)}\n`);
      } else {
        broken += 1;
        process.stdout.write(`${report.chain}: BROKEN at event ${report.brokenAt} (${report.reason})\n`);
      }
    }
    for (const head of heads) {
      if (await containsHead(db, head)) continue;
      broken += 1;
      process.stdout.write(`head ${headText(head)}: BROKEN, no chain contains it any more\n`);
    }
    return broken === 0 ? 0 : 1;
  } finally {
    await db.$disconnect();
  }
}

async function verifyFile([, file, ...more]: string[]): Promise<number> {
  if (file === undefined || more.length > 0) throw new Error(USAGE);
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  const report = await verifyExport(lines, keyring());
  process.stdout.write(
    report.holds
      ? `${file}: ${report.events} events hold\n`
      : `${file}: BROKEN at line ${report.line} (${report.reason})\n`,
  );
  return report.holds ? 0 : 1;
}

const USAGE = 'usage: npm run audit:verify [-- --head <seq>:<mac> … | --export <file>]';

function readHeads(args: string[]) {
  const heads = [];
  for (let index = 0; index < args.length; index += 2) {
    const head = args[index] === '--head' ? parseHead(args[index + 1] ?? '') : null;
    if (head === null) throw new Error(USAGE);
    heads.push(head);
  }
  return heads;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`audit:verify: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
