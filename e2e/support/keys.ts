import { DAY, plus } from '@/lib/kernel/instant';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import type { IssuedKey } from '@/lib/keys/dto';
import { systemClock } from '@/lib/platform/clock';
import { expect } from '../fixtures';
import { asOwner, contextOf, expectOk, type Person } from './people';

/** Gives a person a key by command, with the answer that carries its secret. */
export async function makeKey(person: Person, name: string, { daysAgo = 0 } = {}): Promise<IssuedKey> {
  const at = plus(systemClock.now(), -daysAgo * DAY);
  return expectOk(await generateKey(asOwner(person, { now: () => at }), { name }));
}

export async function makeDisabledKey(person: Person, name: string): Promise<IssuedKey> {
  const key = await makeKey(person, name);
  expectOk(await disableKey(asOwner(person), { keyId: key.id }));
  return key;
}

/** Long past its expiration, and long unused. */
export function makeExpiredKey(person: Person, name: string): Promise<IssuedKey> {
  return makeKey(person, name, { daysAgo: 400 });
}

/** The demo's policy lets keys be renewed from now on: a button more, which no other test looks for. */
export async function allowRenewal({ companyId }: Person): Promise<void> {
  await contextOf({ kind: 'anonymous' }).db.keyPolicy.update({ where: { companyId }, data: { allowsRenew: true } });
}

/** Waits until the verifier has written down that the key was used, which it does about a second later. */
export async function untilUseIsNoted({ id: keyId }: IssuedKey): Promise<void> {
  const { db } = contextOf({ kind: 'anonymous' });
  await expect.poll(() => db.keyLastUse.count({ where: { keyId } }), { message: 'the use' }).toBe(1);
}
