import pg from 'pg';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { MINUTE } from '@/lib/kernel/instant';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { deliverDue } from '@/lib/mail/deliver';
import { enqueueAccountMail } from '@/lib/mail/outbox';
import { config } from '@/lib/platform/config';
import { database } from '@/lib/platform/database';
import { Keyring } from '@/lib/platform/keyring';
import { randomBytes } from '@/lib/platform/random';
import { countSecretUses, describeSecretUses } from '@/lib/platform/secret-status';
import { assertSecretsKnown } from '@/lib/platform/start-checks';
import { startVerifier } from '@/lib/verification/verifier';
import { codeOf, contextOf, findSession, makeAccount, PASSWORD, signIn, visitor } from '@/test/support/account';
import { FixedClock } from '@/test/support/fixed-clock';
import { expectOk, makeCompany } from '@/test/support/scene';
import { completeSignIn } from './commands/complete-sign-in';
import { signInWithPassword } from './commands/sign-in-with-password';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const slot = globalThis as { keydeskKeyring?: Keyring };
let secret: Uint8Array;
let companyId = '';

/** As after a restart with another KEYDESK_SECRET and the one before in KEYDESK_SECRET_PREVIOUS. */
function rotate(): Keyring {
  const next = randomBytes(32);
  const ring = new Keyring(next, [secret]);
  slot.keydeskKeyring = ring;
  return ring;
}

/** As after a restart with another KEYDESK_SECRET and nothing else. */
function forgetTheOld(): Keyring {
  const ring = new Keyring(randomBytes(32), []);
  slot.keydeskKeyring = ring;
  return ring;
}

beforeEach(() => {
  secret = randomBytes(32);
  slot.keydeskKeyring = new Keyring(secret, []);
  clock.advance(MINUTE);
});
afterEach(() => {
  delete slot.keydeskKeyring;
});
beforeAll(async () => {
  companyId = await makeCompany(clock);
});

test('a code signs in under an earlier secret, and its secret moves to the current one by that', async () => {
  const account = await makeAccount(clock, companyId, { hasMfa: true });
  const ring = rotate();
  expect(await findSession(clock, await signIn(clock, account))).not.toBeNull();
  const row = await database().person.findUniqueOrThrow({ where: { id: account.personId } });
  expect(row.secretId).toBe(ring.currentId);
  clock.advance(MINUTE);
  expect(await findSession(clock, await signIn(clock, account))).not.toBeNull();
});

test('without the earlier secret no code is right', async () => {
  const account = await makeAccount(clock, companyId, { hasMfa: true });
  forgetTheOld();
  const { token } = expectOk(await signInWithPassword(visitor(clock), { email: account.email, password: PASSWORD }));
  const code = codeOf(account.totpSecret, clock);
  await expect(completeSignIn(visitor(clock), { pendingToken: token, method: 'totp', code })).rejects.toThrow(
    'is not among KEYDESK_SECRET and KEYDESK_SECRET_PREVIOUS',
  );
});

test('a recovery code signs in under an earlier secret, and not without it', async () => {
  const account = await makeAccount(clock, companyId, { hasMfa: true });
  const use = async (code = '') => {
    const begun = expectOk(await signInWithPassword(visitor(clock), { email: account.email, password: PASSWORD }));
    return completeSignIn(visitor(clock), { pendingToken: begun.token, method: 'recovery_code', code });
  };
  rotate();
  expect((await use(account.recoveryCodes[0])).ok).toBe(true);
  forgetTheOld();
  expect(await use(account.recoveryCodes[1])).toMatchObject({ error: { code: 'CODE_WRONG' } });
});

test('a key verifies under an earlier secret, and not without it', async () => {
  const account = await makeAccount(clock, companyId, { hasMfa: true });
  const ctx = await contextOf(clock, await signIn(clock, account));
  const key = expectOk(await generateKey(ctx, { name: 'Billing' }));
  const verdict = async (keyring: Keyring) => {
    const settings = {
      databaseUrl: config().databaseUrl ?? '',
      listenUrl: config().databaseUrl ?? '',
      host: '127.0.0.1',
      port: 0,
      tokens: [],
      trustedProxies: [],
      nowOffsetMs: 0,
    };
    const verifier = await startVerifier({ ...settings, keyring, clock });
    const answer = await fetch(`http://127.0.0.1:${verifier.port}/v1/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: key.key }),
    });
    const { code } = (await answer.json()) as { code?: string };
    await verifier.stop();
    return code;
  };
  expect(await verdict(rotate())).toBe('VALID');
  expect(await verdict(forgetTheOld())).not.toBe('VALID');
});

test('a letter that waits is opened under an earlier secret', async () => {
  const { personId } = await makeAccount(clock, companyId);
  await database().$transaction((tx) =>
    enqueueAccountMail(
      tx,
      { companyId, personId },
      { kind: 'account.mfa_link', secret: 't0ken', goodUntil: later() },
      clock.now(),
    ),
  );
  rotate();
  const texts: string[] = [];
  const mailer = async ({ text }: { text: string }) => void texts.push(text);
  while ((await deliverDue({ db: database(), clock, mailer, consoleUrl: 'https://keys.example' })) > 0);
  expect(texts.join()).toContain('/security/mfa?link=t0ken');
});

const later = () => (clock.now() + 60 * MINUTE) as ReturnType<typeof clock.now>; // an instant and an hour is one

test('the status counts what hangs on which secret, and a start without it is refused', async () => {
  const account = await makeAccount(clock, companyId, { hasMfa: true });
  const old = slot.keydeskKeyring?.currentId ?? '';
  const ring = rotate();
  const client = new pg.Client({ connectionString: config().databaseUrl });
  await client.connect();
  try {
    const uses = await countSecretUses(client);
    const rowsOf = (table: string, secretId: string) =>
      uses.find((use) => use.table === table && use.secretId === secretId)?.rows;
    expect(rowsOf('person', old)).toBe(1);
    expect(rowsOf('recovery_code', old)).toBe(10);
    expect(describeSecretUses(uses, ring.ids).at(-1)).toContain('keep them in KEYDESK_SECRET_PREVIOUS');
    await signIn(clock, account);
    const after = await countSecretUses(client);
    expect(after.find((use) => use.table === 'person' && use.secretId === old)).toBeUndefined();
    await expect(assertSecretsKnown(client, [ring.currentId])).rejects.toThrow('need the secret with the id');
  } finally {
    await client.end();
  }
});

test('nothing on an earlier secret is said plainly', () => {
  const uses = [{ table: 'person', secretId: 'aaaa', rows: 3 }];
  expect(describeSecretUses(uses, ['aaaa', 'bbbb']).at(-1)).toBe(
    'Nothing hangs on an earlier secret: KEYDESK_SECRET_PREVIOUS can be emptied.',
  );
  expect(describeSecretUses(uses, ['bbbb'])[0]).toContain('UNKNOWN');
});
