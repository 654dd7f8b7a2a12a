import type { PersonActor } from '@/lib/authz/actor';
import { generateKey } from '@/lib/keys/commands/generate-key';
import type { IssuedKey } from '@/lib/keys/dto';
import type { KeyError } from '@/lib/keys/errors';
import type { Ctx } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { FixedClock } from './fixed-clock';
import { contextFor, expectOk, makeCompany, makePerson } from './scene';

export type KeyScene = { companyId: string; dana: PersonActor; ctx: Ctx; newKey: (owner?: Ctx) => Promise<IssuedKey> };

/** The moment at which the tests of the key commands stand. */
export const keyClock = () => new FixedClock('2026-11-18T16:42:00Z');

/** Dana, in a company without a limit, and new keys of hers or of anybody else. */
export async function makeKeyScene(clock: FixedClock): Promise<KeyScene> {
  const companyId = await makeCompany(clock, { keysPerOwner: null });
  const dana = await makePerson(clock, companyId);
  const ctx = contextFor(dana, clock);
  let count = 0;
  const newKey = async (owner = ctx) => {
    count += 1;
    return expectOk(await generateKey(owner, { name: `Key ${count}` }));
  };
  return { companyId, dana, ctx, newKey };
}

/** `ok`, or what a command refused for. */
export const refusal = (result: { ok: boolean; error?: KeyError }) => (result.ok ? 'ok' : result.error?.code);

export const auditKinds = async (keyId: string) =>
  (await database().auditEvent.findMany({ where: { keyId }, orderBy: { seq: 'asc' } })).map((event) => event.kind);

/** The row with all its credentials, the retired ones too. */
export const findStored = (id: string) =>
  database().apiKey.findUniqueOrThrow({ where: { id }, include: { credentials: true } });
