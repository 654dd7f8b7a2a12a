import { beforeEach, describe, expect, test } from 'vitest';
import { type Instant, MINUTE, plus } from '@/lib/kernel/instant';
import { activateKey } from '@/lib/keys/commands/activate-key';
import { deleteKey } from '@/lib/keys/commands/delete-key';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { editKey } from '@/lib/keys/commands/edit-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { regenerateKey } from '@/lib/keys/commands/regenerate-key';
import { database } from '@/lib/platform/database';
import type { Letter, Mailer } from '@/lib/platform/mailer';
import { FixedClock } from '@/test/support/fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { deliverDue } from './deliver';
import { enqueueAccountMail, enqueueMail } from './outbox';
import { leaseDueMail } from './store';

const clock = new FixedClock('2026-11-21T12:00:00.000Z');
const TOKEN = 'tOk3n-tOk3n-tOk3n-tOk3n-tOk3n-tOk3n-tOk3n-0';
const consoleUrl = 'https://keys.northwind.example';

/** A provider: it counts what arrives, and takes a letter once for each idempotency key. */
class Provider {
  readonly taken = new Map<string, Letter>();
  arrivals = 0;
  isAway = false;

  readonly mailer: Mailer = async (letter) => {
    this.arrivals += 1;
    if (this.isAway) throw new Error('the provider is away');
    if (!this.taken.has(letter.idempotencyKey)) this.taken.set(letter.idempotencyKey, letter);
  };

  get letters(): Letter[] {
    return [...this.taken.values()];
  }
}

let provider: Provider;
const deliver = () => deliverDue({ db: database(), clock, mailer: provider.mailer, consoleUrl });

async function drain(): Promise<void> {
  while ((await deliver()) > 0);
}

async function queueDisabled(companyId: string, personId: string, keyName = 'Billing'): Promise<void> {
  const mail = {
    kind: 'key.disabled',
    companyId,
    personId,
    recipient: 'dana@northwind.example',
    parameters: { personName: 'Dana', keyName, accessKey: 'kd_0123456789abcdef' },
    dedupeKey: `key.disabled:${keyName}`,
  } as const;
  await database().$transaction((tx) => enqueueMail(tx, mail, clock.now()));
}

async function queueReset(goodUntil: Instant = plus(clock.now(), 60 * MINUTE)) {
  const companyId = await makeCompany(clock);
  const person = await makePerson(clock, companyId);
  await database().$transaction((tx) =>
    enqueueAccountMail(
      tx,
      { companyId, personId: person.id },
      { kind: 'password.reset', secret: TOKEN, goodUntil },
      clock.now(),
    ),
  );
  return person;
}

const onlyRow = () => database().outboxMail.findFirstOrThrow();

beforeEach(async () => {
  provider = new Provider();
  await database().outboxMail.deleteMany({});
});

describe('each mail goes out once', () => {
  test('with two workers at once', async () => {
    const companyId = await makeCompany(clock);
    const { id } = await makePerson(clock, companyId);
    for (let number = 0; number < 35; number += 1) await queueDisabled(companyId, id, `Key ${number}`);
    await Promise.all([drain(), drain(), drain()]);
    expect(provider.arrivals).toBe(35);
    expect(await database().outboxMail.count({ where: { state: 'SENT' } })).toBe(35);
  });

  test('when a worker is killed between the provider and its own note', async () => {
    await queueReset();
    const [leased] = await leaseDueMail(database(), clock.now(), 5 * MINUTE, 10);
    // The provider has it; the worker is gone before it could say so.
    await provider.mailer({ to: '', subject: '', text: '', html: '', idempotencyKey: leased?.dedupeKey ?? '' });
    await drain();
    expect(provider.arrivals).toBe(1);
    clock.advance(5 * MINUTE);
    await drain();
    expect(provider.arrivals).toBe(2);
    expect(provider.letters).toHaveLength(1);
    expect(await onlyRow()).toMatchObject({ state: 'SENT', attempts: 2 });
  });

  test('when the provider fails, later and later, until it is back', async () => {
    await queueReset();
    provider.isAway = true;
    await drain();
    expect(await onlyRow()).toMatchObject({ state: 'QUEUED', attempts: 1, error: 'the provider is away' });
    await drain();
    expect(provider.arrivals).toBe(1);
    clock.advance(MINUTE);
    await drain();
    clock.advance(MINUTE);
    await drain();
    expect(provider.arrivals).toBe(2);
    provider.isAway = false;
    clock.advance(MINUTE);
    await drain();
    expect(provider.letters).toHaveLength(1);
  });

  test('when the same is put in twice', async () => {
    const companyId = await makeCompany(clock);
    const { id } = await makePerson(clock, companyId);
    await queueDisabled(companyId, id);
    await queueDisabled(companyId, id);
    await drain();
    expect(provider.arrivals).toBe(1);
  });
});

describe('a secret in a mail', () => {
  test('is nowhere in the row, in the letter once, and gone afterwards', async () => {
    const person = await queueReset();
    const queued = await onlyRow();
    expect(JSON.stringify(queued.parameters)).not.toContain(TOKEN);
    expect(Buffer.from(queued.sealed ?? []).toString('latin1')).not.toContain(TOKEN);
    await drain();
    const [letter] = provider.letters;
    expect(letter?.to).toBe(person.email);
    expect(letter?.text).toContain(`\n${consoleUrl}/reset-password/${TOKEN}\n`);
    expect(letter?.html).toContain(`href="${consoleUrl}/reset-password/${TOKEN}"`);
    expect(await onlyRow()).toMatchObject({ state: 'SENT', sealed: null, secretId: null });
  });

  test('is bound to its mail: in another row it opens nothing', async () => {
    await queueReset();
    const { sealed, secretId } = await onlyRow();
    await database().outboxMail.deleteMany({});
    await queueReset();
    await database().outboxMail.updateMany({ data: { sealed, secretId } });
    await drain();
    expect(provider.arrivals).toBe(0);
  });

  test('is not sent when its link has expired meanwhile', async () => {
    await queueReset();
    provider.isAway = true;
    await drain();
    provider.isAway = false;
    clock.advance(60 * MINUTE);
    await drain();
    expect(provider.letters).toEqual([]);
    expect(await onlyRow()).toMatchObject({ state: 'CANCELED', sealed: null, secretId: null });
  });

  test('is dropped when the mail is given up', async () => {
    await queueReset(plus(clock.now(), 100 * 60 * MINUTE));
    provider.isAway = true;
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await drain();
      clock.advance(6 * 60 * MINUTE);
    }
    expect(await onlyRow()).toMatchObject({ state: 'FAILED', attempts: 12, sealed: null, secretId: null });
  });
});

test('names are inert in every part of a letter', async () => {
  const companyId = await makeCompany(clock);
  const { id } = await makePerson(clock, companyId);
  await queueDisabled(companyId, id, '<img src=x onerror=alert(1)>\r\nBcc: evil@example.com');
  await drain();
  const [letter] = provider.letters;
  expect(letter?.html).not.toContain('<img');
  expect(letter?.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(letter?.subject).not.toMatch(/[\r\n]/);
});

test("a key's mail asks to reactivate, regenerate or delete it, and says where help is", async () => {
  const companyId = await makeCompany(clock);
  await database().company.update({ where: { id: companyId }, data: { helpDesk: '844.HEY.SOMOS' } });
  const { id } = await makePerson(clock, companyId);
  await queueDisabled(companyId, id);
  await drain();
  const [letter] = provider.letters;
  expect(letter?.subject).toBe('Your API key Billing is disabled');
  expect(letter?.text).toContain('Reactivate it, regenerate it or delete it on the User Control (URC) page.');
  expect(letter?.text).toContain(`${consoleUrl}/user-control`);
  expect(letter?.text).toContain('Trouble with a key? 844.HEY.SOMOS');
});

describe('a mail about a disabled key', () => {
  /** A key that its owner has just slid off, with its mail waiting. */
  async function disabled() {
    const owner = contextFor(await makePerson(clock, await makeCompany(clock)), clock);
    const { id: keyId } = expectOk(await generateKey(owner, { name: 'Billing' }));
    expectOk(await disableKey(owner, { keyId }));
    return { owner, keyId };
  }

  test('goes out while the key is off, also when it was renamed', async () => {
    const { owner, keyId } = await disabled();
    clock.advance(MINUTE);
    expectOk(await editKey(owner, { keyId, name: 'Billing 2' }));
    await drain();
    expect(provider.letters).toHaveLength(1);
  });

  test.each([
    ['activated', activateKey],
    ['regenerated', regenerateKey],
    ['deleted', deleteKey],
  ])('is not sent when the key was %s meanwhile', async (_, change) => {
    const { owner, keyId } = await disabled();
    clock.advance(MINUTE);
    expectOk(await change(owner, { keyId }));
    await drain();
    expect(provider.letters).toEqual([]);
    expect(await onlyRow()).toMatchObject({ state: 'CANCELED', error: 'the key has changed since' });
  });

  test('goes out once when the key was slid on and off again', async () => {
    const { owner, keyId } = await disabled();
    clock.advance(MINUTE);
    expectOk(await activateKey(owner, { keyId }));
    clock.advance(MINUTE);
    expectOk(await disableKey(owner, { keyId }));
    await drain();
    expect(provider.letters).toHaveLength(1);
  });
});

test('a worker that is asked to stop ends after the mail in its hands, and gives the others back', async () => {
  const companyId = await makeCompany(clock);
  const { id } = await makePerson(clock, companyId);
  for (const name of ['One', 'Two', 'Three']) await queueDisabled(companyId, id, name);
  const stop = new AbortController();
  const mailer: Mailer = async (letter) => {
    await provider.mailer(letter);
    stop.abort();
  };
  expect(await deliverDue({ db: database(), clock, mailer, consoleUrl, stop: stop.signal })).toBe(1);
  expect(provider.letters).toHaveLength(1);
  const left = await database().outboxMail.findMany({ where: { state: 'QUEUED' } });
  expect(left.map(({ attempts, leasedUntil }) => [attempts, leasedUntil])).toEqual([
    [0, null],
    [0, null],
  ]);
  await drain();
  expect(provider.letters).toHaveLength(3);
});
