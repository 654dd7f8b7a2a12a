import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { BrowserContext, Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { UserControlPage } from './pages/user-control-page';
import { dataDir, demo, expectVerdict, verify } from './support/installation';

type Found = { where: string; text: string };

/** How the secret half of a key would look as text, as bytes in hexadecimal, and in Base64 at each alignment. */
function tracesOf(key: string): string[] {
  const secret = Buffer.from(key.slice(key.lastIndexOf('_') + 1));
  const base64 = [0, 1, 2].map((at) => secret.subarray(at, at + 45).toString('base64'));
  return [secret.toString(), secret.toString('hex'), ...base64, ...base64.map((text) => text.replace(/[+/]/g, '-'))];
}

function placesOf(keys: string[], searched: Found[]): string[] {
  const traces = keys.flatMap(tracesOf);
  return searched.filter(({ text }) => traces.some((trace) => text.includes(trace))).map(({ where }) => where);
}

/** Every row of every table. */
async function databaseText(): Promise<Found[]> {
  const client = new pg.Client({ connectionString: demo().databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const found: Found[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      found.push({ where: name, text: rows.map(({ row }) => row).join('\n') });
    }
    return found;
  } finally {
    await client.end();
  }
}

/** Every file beside `demo.json` and the database's own: logs, mail, what the programs note. */
async function fileText(): Promise<Found[]> {
  const entries = await readdir(dataDir(), { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dataDir(), path.join(entry.parentPath, entry.name)))
    // A mail that is being written has its other name a moment later.
    .filter((name) => name !== 'demo.json' && !name.startsWith(`postgres${path.sep}`) && !name.endsWith('.part'));
  return Promise.all(
    names.map(async (where) => ({ where, text: await readFile(path.join(dataDir(), where), 'latin1') })),
  );
}

const PAGES = [
  '/user-control',
  '/security',
  '/security/mfa',
  '/sign-in',
  '/setup',
  '/api/auth/session',
  '/nothing-here',
];

/** The pages as documents and as the payloads that the router fetches. */
async function servedText({ request }: BrowserContext): Promise<Found[]> {
  const { consoleUrl, verifierUrl } = demo();
  const found: Found[] = [];
  for (const where of PAGES) {
    const document = await request.get(consoleUrl + where);
    const payload = await request.get(`${consoleUrl}${where}?_rsc=1`, { headers: { rsc: '1' } });
    found.push({ where, text: await document.text() }, { where: `${where} (RSC)`, text: await payload.text() });
  }
  for (const where of ['/livez', '/readyz', '/metrics']) {
    found.push({ where: `verifier ${where}`, text: await (await fetch(verifierUrl + where)).text() });
  }
  return found;
}

/** What the page receives from now on: addresses, headers and bodies. */
async function listen(page: Page): Promise<Found[]> {
  const heard: Found[] = [];
  await page.route('**/*', async (route) => {
    const request = route.request();
    const response = await route.fetch({ maxRedirects: 0, maxRetries: 3 });
    const text = `${JSON.stringify([response.url(), response.headersArray()])}${await response.text()}`;
    heard.push({ where: `${request.method()} ${new URL(request.url()).pathname}`, text });
    await route.fulfill({ response });
  });
  return heard;
}

/** Whoever calls a verifier wrongly may have put the key anywhere: none of that is kept. */
async function misuse(key: string): Promise<Found[]> {
  const { verifierUrl } = demo();
  const headers = { 'content-type': 'application/json' };
  const misuses: [string, RequestInit][] = [
    [`/v1/verify?key=${key}`, { method: 'GET' }],
    [`/v1/${key}`, { method: 'POST', headers, body: '{}' }],
    ['/v1/verify', { method: 'POST', headers, body: `{"key":"${key}"` }],
    ['/v1/verify', { method: 'POST', headers, body: JSON.stringify({ key, accessSecret: key }) }],
    ['/v1/verify', { method: 'POST', headers, body: JSON.stringify({ key: `${key}x` }) }],
  ];
  return Promise.all(
    misuses.map(async ([target, init]) => {
      const response = await fetch(verifierUrl + target, init);
      return { where: `misuse ${response.status}`, text: await response.text() };
    }),
  );
}

test('a full key is nowhere but in the one answer that brings it', async ({ page, context, signedIn }) => {
  await signedIn();
  const keys = new UserControlPage(page);
  const heard = await listen(page);
  await keys.open();
  const first = await keys.generate('Billing export');
  await keys.download();
  await keys.finish();
  expect(await verify(first)).toMatchObject({ code: 'VALID' });
  await keys.act('Regenerate', 'Billing export');
  await keys.confirm('Get New Key');
  const second = await keys.revealed('Billing export');
  await keys.dialog.getByRole('button', { name: 'Copy to clipboard' }).click();
  await keys.finish();
  await expectVerdict(first, 'NOT_FOUND');
  const verdicts = [await verify(first), await verify(second)];
  expect(verdicts).toMatchObject([{ code: 'NOT_FOUND' }, { code: 'VALID' }]);
  const answered = { where: 'verdicts', text: JSON.stringify(verdicts) };
  const misused = await misuse(second);
  await keys.open();
  await expect(keys.row('Billing export')).toBeVisible();
  await page.goto('/security');
  await page.unrouteAll({ behavior: 'wait' });

  expect(placesOf([first], heard)).toEqual(['POST /user-control']);
  expect(placesOf([second], heard)).toEqual(['POST /user-control']);
  const elsewhere = [
    answered,
    ...misused,
    ...(await databaseText()),
    ...(await fileText()),
    ...(await servedText(context)),
  ];
  expect(placesOf([first, second, ...demo().keys.map(({ key }) => key)], elsewhere)).toEqual([]);
  // The same search does find what is no secret.
  const accessKey = second.slice(0, second.lastIndexOf('_'));
  const open = elsewhere.filter(({ text }) => text.includes(accessKey)).map(({ where }) => where);
  expect(open).toEqual(
    expect.arrayContaining(['public.key_credential', 'public.audit_event', '/user-control', '/user-control (RSC)']),
  );
});

/** The mail to an address, once the worker has written it. */
async function mailTo(address: string): Promise<string | null> {
  const { mailDir } = demo();
  const names = (await readdir(mailDir).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const mails = await Promise.all(names.map((name) => readFile(path.join(mailDir, name), 'utf8')));
  return mails.map(decodeQuotedPrintable).find((mail) => mail.includes(`To: ${address}`)) ?? null;
}

function decodeQuotedPrintable(text: string): string {
  const joined = text.replace(/=\r?\n/g, '');
  return joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

test('disabling a key reminds its owner by mail, and the mail holds no secret', async ({ page, signedIn }) => {
  const person = await signedIn();
  const keys = new UserControlPage(page);
  await keys.open();
  const key = await keys.generate('Rate decks');
  await keys.download();
  await keys.finish();
  await keys.slide('Rate decks', 'Disable');
  await expect(keys.switchOf('Rate decks')).not.toBeChecked();
  await expect.poll(() => mailTo(person.email)).not.toBeNull();
  const mail = (await mailTo(person.email)) ?? '';
  expect(mail).toContain('Subject: Your API key Rate decks is disabled');
  expect(mail).toContain(`Your API key Rate decks (${key.slice(0, key.lastIndexOf('_'))}) has been disabled.`);
  expect(mail).toContain('Reactivate it, regenerate it or delete it');
  expect(mail).toContain(`${demo().consoleUrl}/user-control`);
  expect(mail).toContain('Trouble with a key? 844.HEY.SOMOS (844.439.7666), Option 1');
  expect(placesOf([key], [{ where: 'mail', text: mail }])).toEqual([]);
});
