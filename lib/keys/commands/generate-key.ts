import { recordAudit } from '@/lib/audit/record';
import type { Capacity, OwnerRef } from '@/lib/authz/can';
import type { LocalTime } from '@/lib/kernel/local-time';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import { brokenConstraint } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import type { IssuedKey } from '../dto';
import type { KeyError } from '../errors';
import type { GenerateKeyInput } from '../schemas';
import { countKeys, findKeyNamed, type IssueColumns, insertKey, type NewKey } from '../store';
import { auditSubject, type OwnerScene, withOwner } from './change-key';
import { checkGroup } from './check-group';
import { auditTerms, chosenTerms, issueCredential, issuedKey, issueTerms } from './issue';

/** What a new key is besides its name; left out, it is a server-side key without group and description. */
export type KeyTraits = Partial<Pick<NewKey, 'description' | 'audience' | 'groupId'>>;

/** Makes a key for the person who asks. The answer is the only place where its secret ever appears. */
export async function generateKey(ctx: Ctx, input: GenerateKeyInput): Promise<Result<IssuedKey, KeyError>> {
  if (ctx.actor.kind !== 'person') return fail({ code: 'NOT_FOUND' });
  return generateKeyFor(ctx, { kind: 'USER', id: ctx.actor.id }, input, 'OWNER');
}

/** The same for any owner in the actor's company; as an administrator for others. */
export async function generateKeyFor(
  ctx: Ctx,
  owner: OwnerRef,
  input: GenerateKeyInput & KeyTraits,
  as: Capacity,
): Promise<Result<IssuedKey, KeyError>> {
  try {
    return await withOwner(
      ctx,
      { action: 'generate', as },
      async (_tx, { companyId }) => ({ companyId, ownerKind: owner.kind, ownerId: owner.id }),
      async (scene) => {
        const room = await checkRoom(scene, input);
        if (!room.ok) return room;
        const terms = termsFor(scene, input.expiresAt);
        if (!terms.ok) return terms;
        return ok(await insertIssued(ctx, scene, { ...input, groupName: room.value }, terms.value));
      },
    );
  } catch (error) {
    // Two at once under the same name: the index decides.
    if (brokenConstraint(error)?.includes('name')) return fail({ code: 'NAME_TAKEN', name: input.name });
    throw error;
  }
}

function termsFor(scene: OwnerScene, chosen: LocalTime | undefined): Result<IssueColumns, KeyError> {
  return chosen === undefined ? ok(issueTerms(scene)) : chosenTerms(scene, chosen);
}

/** @returns the name of the group that the key goes into */
async function checkRoom(
  { tx, scope, policy }: OwnerScene,
  { name, audience = 'BUSINESS_PROFILE', groupId = null }: GenerateKeyInput & KeyTraits,
): Promise<Result<string | null, KeyError>> {
  if (!policy.ownerKinds.includes(scope.ownerKind)) return fail({ code: 'POLICY_FORBIDS' });
  if (audience === 'CLIENT' && !policy.allows.audience) return fail({ code: 'POLICY_FORBIDS' });
  const grouped = await checkGroup({ tx, scope, policy }, groupId, audience);
  if (!grouped.ok) return grouped;
  const limit = policy.keysPerOwner;
  if (limit !== null && (await countKeys(tx, scope)) >= limit) return fail({ code: 'LIMIT_REACHED', limit });
  const namesake = await findKeyNamed(tx, scope, name);
  return namesake === null ? grouped : fail({ code: 'NAME_TAKEN', name: namesake.name });
}

async function insertIssued(
  ctx: Ctx,
  scene: OwnerScene,
  input: GenerateKeyInput & KeyTraits & { groupName: string | null },
  terms: IssueColumns,
): Promise<IssuedKey> {
  const { tx, scope, policy } = scene;
  const { name, description = null, audience = 'BUSINESS_PROFILE', groupId = null, groupName } = input;
  const id = newId('key');
  // A publishable key stands in the open, so that it never has full access, whatever policy says.
  const access = policy.allows.fullAccess && audience !== 'CLIENT' ? 'FULL' : 'SELECTED';
  const createdById = ctx.actor.kind === 'person' ? ctx.actor.id : '';
  await insertKey(tx, scope, { id, name, description, audience, access, groupId, createdById, ...terms });
  const credential = await issueCredential(tx, scope.companyId, { id, audience }, terms.issuedAt);
  await recordAudit(tx, ctx, scope.companyId, terms.issuedAt, {
    kind: 'key.generated',
    ...auditSubject(scene),
    keyId: id,
    after: {
      name,
      accessKey: credential.accessKey,
      audience,
      access,
      ...(description === null ? {} : { description }),
      ...(groupName === null ? {} : { group: groupName }),
      ...auditTerms(terms),
    },
  });
  return issuedKey({ id, name }, credential, terms, scene);
}
