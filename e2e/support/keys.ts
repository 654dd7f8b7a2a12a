import type { PersonActor } from '@/lib/authz/actor';
import { DAY, plus } from '@/lib/kernel/instant';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import type { IssuedKey } from '@/lib/keys/dto';
import { systemClock } from '@/lib/platform/clock';
import { contextOf, expectOk, type Person } from './people';

/** Gives a person a key by command, with the answer that carries its secret. */
export async function makeKey(person: Person, name: string, { daysAgo = 0 } = {}): Promise<IssuedKey> {
  const at = plus(systemClock.now(), -daysAgo * DAY);
  return expectOk(await generateKey(contextOf(actorOf(person), { now: () => at }), { name }));
}

export async function makeDisabledKey(person: Person, name: string): Promise<IssuedKey> {
  const key = await makeKey(person, name);
  expectOk(await disableKey(contextOf(actorOf(person)), { keyId: key.id }));
  return key;
}

/** Long past its expiration, and long unused. */
export function makeExpiredKey(person: Person, name: string): Promise<IssuedKey> {
  return makeKey(person, name, { daysAgo: 400 });
}

/** The commands ask the database for what matters; no session is needed for them. */
function actorOf({ id, companyId, name, email }: Person): PersonActor {
  return {
    kind: 'person',
    id,
    companyId,
    name,
    email,
    isAdministrator: false,
    isInstallationOperator: false,
    hasKeyManagement: true,
    hasMfa: true,
    sessionId: 'ses_e2e',
  };
}
