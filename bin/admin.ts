import { grantAdministrator } from '@/lib/accounts/commands/grant-administrator';
import { toIso } from '@/lib/kernel/instant';
import { resetMfa } from '@/lib/mfa/commands/reset-mfa';
import { systemClock } from '@/lib/platform/clock';
import { config } from '@/lib/platform/config';
import type { Ctx } from '@/lib/platform/context';
import { openDatabase } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';

/**
 * `npm run admin -- reset-mfa|make-admin <e-mail>`: break-glass at the machine, for when nobody can sign in who could do it
 * in the console. Audited as done by the machine.
 *
 * Exit code 0: done · 1: refused · 2: it could not be tried.
 */
async function main(): Promise<number> {
  const [verb = '', email, ...rest] = process.argv.slice(2);
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (run === undefined || email === undefined || rest.length > 0) {
    throw new Error(`usage: npm run admin -- ${Object.keys(VERBS).join('|')} <e-mail>`);
  }
  const { databaseUrl } = config();
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set and no embedded database is running here');
  const db = openDatabase(databaseUrl, 'keydesk-admin');
  try {
    const actor = { kind: 'system', name: 'machine' } as const;
    const { isDone, says } = await run({ db, clock: systemClock, actor, request: { id: newId('req') } }, email);
    (isDone ? process.stdout : process.stderr).write(`${says}\n`);
    return isDone ? 0 : 1;
  } finally {
    await db.$disconnect();
  }
}

type Outcome = { isDone: boolean; says: string };

const VERBS: Record<string, (ctx: Ctx, email: string) => Promise<Outcome>> = {
  async 'reset-mfa'(ctx, email) {
    const reset = await resetMfa(ctx, { email });
    if (reset.ok) {
      const until = toIso(reset.value.linkExpiresAt);
      return {
        isDone: true,
        says: `MFA is off for ${email}, and every sign-in of theirs is over. A link to set it up again was mailed to them, good until ${until}.`,
      };
    }
    if (reset.error.code === 'MFA_IS_OFF') return { isDone: false, says: `MFA is off for ${email} already.` };
    return { isDone: false, says: `There is no active person with the address ${email}.` };
  },

  async 'make-admin'(ctx, email) {
    const granted = await grantAdministrator(ctx, { email });
    if (granted.ok) return { isDone: true, says: `${email} is a company administrator now.` };
    if (granted.error.code === 'CONFLICT') return { isDone: false, says: `${email} is one already.` };
    return { isDone: false, says: `There is no active person with the address ${email}.` };
  },
};

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`admin: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
