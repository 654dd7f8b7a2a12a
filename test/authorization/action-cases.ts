import { requestAccess } from '@/lib/access/commands/request-access';
import { addCompany } from '@/lib/companies/commands/add-company';
import { addCompanySchema } from '@/lib/companies/schemas';
import { toDate } from '@/lib/kernel/instant';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { findPolicy } from '@/lib/policy/queries';
import { revisionOf } from '@/lib/policy/revision';
import { settingsOf, writeDraft } from '@/lib/policy/settings';
import { codeOf, makeAccount, PASSWORD } from '@/test/support/account';
import { contextFor, expectOk } from '@/test/support/scene';

import { type ActionCase, ADMINISTRATOR, EVERY_ADMINISTRATOR, type Fields } from './case';
import { DESK_CASES } from './desk-cases';
import { INVENTORY_CASES } from './inventory-cases';
import { PEOPLE_CASES } from './people-cases';

import { openSession, SIGNED_IN, type SignedIn, type Stage } from './roles';

const EVERYBODY = SIGNED_IN;
const OWNER = ['member'] as const;

const OPERATOR = ['installation operator'] as const;

function newCompany(): Fields {
  const slug = newId('cmp').toLowerCase().replace('_', '-');
  const administrator = { administratorName: 'Jonas Berg', administratorEmail: `${slug}@suedwind.example` };
  return { name: 'Southwind', slug, timeZone: 'UTC', helpDesk: '', preset: 'SOMOS', ...administrator };
}

const code = ({ people, clock }: Stage, role: SignedIn): Fields => ({ code: codeOf(people[role].totpSecret, clock) });

async function ownKey(stage: Stage): Promise<Fields> {
  const owner = contextFor(stage.people.member, stage.clock);
  const { id } = expectOk(await generateKey(owner, { name: newId('key') }));
  return { keyId: id };
}

async function disabledKey(stage: Stage): Promise<Fields> {
  const fields = await ownKey(stage);
  expectOk(await disableKey(contextFor(stage.people.member, stage.clock), { keyId: fields['keyId'] ?? '' }));
  return fields;
}

async function waitingRequest(stage: Stage): Promise<Fields> {
  const asker = contextFor(stage.people['member without key management'], stage.clock);
  return { requestId: expectOk(await requestAccess(asker, { reason: 'Nightly export' })).id };
}

async function renewableKey(stage: Stage): Promise<Fields> {
  await database().keyPolicy.updateMany({ data: { allowsRenew: true } });
  return ownKey(stage);
}

async function policyDraft({ people }: Stage, role: SignedIn): Promise<Fields> {
  const saved = settingsOf(await findPolicy(database(), people[role].companyId));
  return { ...writeDraft(saved), disable: 'no', seen: revisionOf(saved), start: 'DEFAULT' };
}

/** Every action that is not open to anyone, by name. One without a case fails the test. */
export const ACTION_CASES: Record<string, ActionCase> = {
  'keys/generate': {
    fields: () => ({ name: newId('key') }),
    may: EVERYBODY.filter((role) => role !== 'member without key management'),
    refusals: { 'member without key management': 'KEY_MANAGEMENT_REQUIRED' },
  },
  'keys/regenerate': { fields: ownKey, may: OWNER },
  'keys/disable': { fields: ownKey, may: OWNER },
  'keys/activate': { fields: disabledKey, may: OWNER },
  'keys/edit': { fields: async (stage) => ({ ...(await ownKey(stage)), name: 'Ledger' }), may: OWNER },
  'keys/delete': { fields: ownKey, may: OWNER },
  'keys/delete-and-leave': { fields: ownKey, may: OWNER },
  'keys/renew': { fields: renewableKey, may: OWNER },
  'access/request': {
    fields: () => ({ reason: 'Nightly export' }),
    may: ['member without key management'],
    refusals: Object.fromEntries(
      EVERYBODY.filter((role) => role !== 'member without key management').map((role) => [role, 'HAS_ACCESS']),
    ),
  },
  'access/withdraw': { fields: waitingRequest, may: ['member without key management'] },
  'access/grant': { fields: waitingRequest, may: ADMINISTRATOR },
  'access/refuse': { fields: waitingRequest, may: ADMINISTRATOR },
  // They name no company: each administrator looks at and changes their own.
  'policy/preview': { fields: policyDraft, may: EVERY_ADMINISTRATOR },
  'policy/change': { fields: policyDraft, may: EVERY_ADMINISTRATOR },
  ...PEOPLE_CASES,
  ...INVENTORY_CASES,
  // One's own account: nothing is named, so that there is nobody else's to reach.
  'accounts/change-settings': {
    fields: () => ({ name: 'Dana Whitfield', timeZone: '', appearance: 'DARK' }),
    may: EVERYBODY,
  },
  'accounts/end-other-sessions': { fields: () => ({}), may: EVERYBODY },
  'accounts/end-session': {
    fields: async ({ people: { member }, clock }) => ({
      sessionId: await openSession(clock, member.companyId, member.id),
    }),
    may: OWNER,
  },
  'accounts/confirm-identity': { fields: code, may: EVERYBODY },
  'accounts/change-password': {
    fields: () => ({ currentPassword: PASSWORD, newPassword: 'nine quiet herons' }),
    may: EVERYBODY,
  },
  'mfa/disable': { fields: code, may: EVERYBODY },
  'mfa/renew-recovery-codes': { fields: code, may: EVERYBODY },
  'mfa/begin-enrolment': { fields: () => ({}), may: EVERYBODY, success: 'MFA_IS_ON' },
  'mfa/confirm-enrolment': { fields: code, may: EVERYBODY, success: 'MFA_IS_ON' },
  ...DESK_CASES,
  'companies/add': { fields: newCompany, may: OPERATOR },
  'companies/edit': {
    fields: ({ companyId }) => ({ companyId, name: 'Southwind', helpDesk: '' }),
    may: OPERATOR,
  },
  'companies/deactivate': { fields: ({ companyId }) => ({ companyId }), may: OPERATOR },
  'companies/reactivate': {
    fields: async ({ companyId, clock }) => {
      await database().company.update({ where: { id: companyId }, data: { deactivatedAt: toDate(clock.now()) } });
      return { companyId };
    },
    may: OPERATOR,
  },
  'companies/invite-again': {
    fields: async (stage) => {
      const operator = contextFor(stage.people['installation operator'], stage.clock);
      const added = await addCompany(operator, addCompanySchema.parse(newCompany()));
      return { companyId: expectOk(added).id };
    },
    may: OPERATOR,
  },
  'companies/hand-on': {
    fields: async ({ people, clock }) => ({
      email: (await makeAccount(clock, people['installation operator'].companyId, { hasMfa: true })).email,
    }),
    may: OPERATOR,
  },
};

/** What needs no sign-in. A new one stands here on purpose or not at all. */
export const OPEN_ACTIONS: readonly string[] = [
  'accounts/accept-invitation',
  'accounts/request-password-reset',
  'accounts/reset-password',
  'accounts/set-up',
  'accounts/sign-in',
  'accounts/sign-in-with-code',
  'accounts/sign-in-with-recovery-code',
  'accounts/sign-out',
  'accounts/start-over',
];
