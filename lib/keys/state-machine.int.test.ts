import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instant, MINUTE, toDate } from '@/lib/kernel/instant';
import { addPeriod, startOfDate } from '@/lib/kernel/period';
import { isoDate } from '@/lib/kernel/wall-clock';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { keyring } from '@/lib/platform/keyring';
import { DEFAULT_POLICY } from '@/lib/policy/policy';
import { askVerifier, startTestVerifier } from '@/lib/verification/test-verifier';
import { FixedClock } from '@/test/support/fixed-clock';
import { brokenChains, contextFor, expectOk, makeCompany, makePerson } from '@/test/support/scene';
import { activateKey } from './commands/activate-key';
import { deleteKey } from './commands/delete-key';
import { disableKey } from './commands/disable-key';
import { editKey } from './commands/edit-key';
import { generateKey } from './commands/generate-key';
import { regenerateKey } from './commands/regenerate-key';
import { renewKey } from './commands/renew-key';

/** One key's life in random order, against a model that is written anew from REQUIREMENTS §2.23 and knows no code of ours. */

const ZONE = 'America/Chicago';
const clock = new FixedClock('2026-11-18T16:42:00Z');
let verifier: Awaited<ReturnType<typeof startTestVerifier>>;
beforeAll(async () => {
  verifier = await startTestVerifier({ clock });
});
afterAll(() => verifier.stop());

class Model {
  isDeleted = false;
  isDisabled = false;
  hasMfa = true;
  expiresAt: Instant;
  quietSince: Instant;

  constructor(now: Instant) {
    this.expiresAt = Model.freshEnd(now);
    this.quietSince = now;
  }

  static freshEnd(now: Instant): Instant {
    const nextYear = addPeriod(now, { count: 1, unit: 'y' }, ZONE);
    return startOfDate(isoDate(nextYear, ZONE), ZONE);
  }

  isOverByDate = (now: Instant) => now >= this.expiresAt;
  isOver = (now: Instant) => this.isOverByDate(now) || now >= addPeriod(this.quietSince, { count: 3, unit: 'm' }, ZONE);

  verdict(now: Instant): string {
    if (this.isDeleted) return 'NOT_FOUND';
    if (this.isDisabled) return 'DISABLED';
    if (this.isOverByDate(now)) return 'EXPIRED';
    if (this.isOver(now)) return 'EXPIRED_INACTIVE';
    if (!this.hasMfa) return 'MFA_REQUIRED';
    this.quietSince = now;
    return 'VALID';
  }

  /** The answer of a command, and its effect. */
  act(action: string, now: Instant): string {
    if (this.isDeleted) return 'NOT_FOUND';
    if (!this.hasMfa && action !== 'disable' && action !== 'delete') return 'MFA_REQUIRED';
    const refusal = this.#refusal(action, now);
    if (refusal !== null) return refusal;
    if (action === 'disable') this.isDisabled = true;
    if (action === 'activate') this.isDisabled = false;
    if (action === 'delete') this.isDeleted = true;
    if (action === 'renew' && Model.freshEnd(now) > this.expiresAt) this.expiresAt = Model.freshEnd(now);
    if (action === 'regenerate') {
      this.isDisabled = false;
      this.expiresAt = Model.freshEnd(now);
      this.quietSince = now;
    }
    return 'ok';
  }

  #refusal(action: string, now: Instant): string | null {
    if (['disable', 'activate', 'renew'].includes(action) && this.isOver(now)) return 'EXPIRED';
    if (action === 'disable' && this.isDisabled) return 'CONFLICT';
    if (action === 'activate' && !this.isDisabled) return 'CONFLICT';
    return null;
  }
}

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('disable', 'activate', 'regenerate', 'renew', 'edit') },
    { weight: 1, arbitrary: fc.constantFrom('delete', 'mfa off', 'mfa on') },
    { weight: 4, arbitrary: fc.constant('verify') },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 200 * 24 * 60 }) },
  ),
  { minLength: 4, maxLength: 14 },
);

test('every order of actions, waiting and use ends as the table says, on the key and at the verifier', async () => {
  const allows = { ...DEFAULT_POLICY.allows, renew: true };
  const companyId = await makeCompany(clock, { allows, keysPerOwner: null }, ZONE);
  await fc.assert(
    fc.asyncProperty(steps, (sequence) => live(companyId, sequence)),
    { numRuns: 25 },
  );
  expect(await brokenChains()).toEqual([]);
}, 60_000);

async function live(companyId: string, sequence: (string | number)[]): Promise<void> {
  clock.set('2026-11-18T16:42:00Z');
  const person = await makePerson(clock, companyId);
  const ctx = contextFor(person, clock);
  const issued = expectOk(await generateKey(ctx, { name: 'Subject' }));
  const model = new Model(clock.now());
  let key = issued.key;
  const verdict = async () => (await askVerifier(verifier.url, { key })).body['code'];
  for (const step of [...sequence, 'verify']) {
    if (typeof step === 'number') clock.advance(step * MINUTE);
    else if (step === 'verify') {
      const expected = model.verdict(clock.now());
      expect(await verdict()).toBe(expected);
      if (expected === 'VALID') await noteUse(companyId, issued.id);
    } else if (step.startsWith('mfa')) model.hasMfa = await switchMfa(person.id, step === 'mfa on');
    else {
      const answer = await run(ctx, step, issued.id);
      expect(answer.code).toBe(model.act(step, clock.now()));
      key = answer.key ?? key;
    }
  }
}

/** What the verifier writes within a second: time that this clock, which leaps by weeks, does not give it. */
async function noteUse(companyId: string, keyId: string): Promise<void> {
  const lastUsedAt = toDate(clock.now());
  await database().keyLastUse.upsert({
    where: { keyId },
    create: { companyId, keyId, lastUsedAt },
    update: { lastUsedAt },
  });
}

async function switchMfa(personId: string, isOn: boolean): Promise<boolean> {
  const on = { mfaEnabledAt: toDate(clock.now()), totpSecret: new Uint8Array(48), secretId: keyring().currentId };
  const off = { mfaEnabledAt: null, totpSecret: null, secretId: null };
  await database().person.update({ where: { id: personId }, data: isOn ? on : off });
  return isOn;
}

async function run(ctx: Ctx, action: string, keyId: string): Promise<{ code: string; key?: string }> {
  const input = { keyId };
  switch (action) {
    case 'regenerate': {
      const answer = await regenerateKey(ctx, input);
      return answer.ok ? { code: 'ok', key: answer.value.key } : answer.error;
    }
    case 'edit':
      return codeOf(await editKey(ctx, { keyId, name: 'Subject' }));
    case 'disable':
      return codeOf(await disableKey(ctx, input));
    case 'activate':
      return codeOf(await activateKey(ctx, input));
    case 'renew':
      return codeOf(await renewKey(ctx, input));
    default:
      return codeOf(await deleteKey(ctx, input));
  }
}

const codeOf = (answer: { ok: true } | { ok: false; error: { code: string } }) => ({
  code: answer.ok ? 'ok' : answer.error.code,
});
