import { invitePerson } from '@/lib/accounts/commands/invite-person';
import { fromIso, toDate } from '@/lib/kernel/instant';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { contextFor, expectOk } from '@/test/support/scene';
import { type ActionCase, ADMINISTRATOR, EVERY_ADMINISTRATOR } from './case';
import type { Stage } from './roles';

/** What company administrators do to people, and to keys on somebody's behalf. */

type PersonData = Parameters<ReturnType<typeof database>['person']['update']>[0]['data'];

const onColleague = (data: PersonData | null = null): ActionCase => ({
  async fields({ colleague: { id } }) {
    if (data !== null) await database().person.update({ where: { id }, data });
    return { personId: id };
  },
  may: ADMINISTRATOR,
});

const someone = () => ({ name: 'Nils Holm', email: `${newId('usr').toLowerCase()}@northwind.example` });

async function invited({ people: { administrator }, clock }: Stage) {
  const input = { ...someone(), hasKeyManagement: true, isAdministrator: false };
  return { personId: expectOk(await invitePerson(contextFor(administrator, clock), input)).id };
}

async function colleaguesKey({ colleague, clock }: Stage) {
  const { id } = expectOk(await generateKey(contextFor(colleague, clock), { name: newId('key') }));
  return { keyId: id };
}

async function colleaguesDisabledKey(stage: Stage) {
  const fields = await colleaguesKey(stage);
  expectOk(await disableKey(contextFor(stage.colleague, stage.clock), fields));
  return fields;
}

async function colleaguesRenewableKey(stage: Stage) {
  await database().keyPolicy.updateMany({ data: { allowsRenew: true } });
  return colleaguesKey(stage);
}

export const PEOPLE_CASES: Record<string, ActionCase> = {
  'people/invite': { fields: () => someone(), may: EVERY_ADMINISTRATOR },
  'people/invite-again': { fields: invited, may: ADMINISTRATOR },
  'people/withdraw-invitation': { fields: invited, may: ADMINISTRATOR },
  'people/deactivate': onColleague(),
  'people/reactivate': onColleague({ deactivatedAt: toDate(fromIso('2026-01-01T00:00:00.000Z')) }),
  'people/grant-key-management': onColleague({ hasKeyManagement: false }),
  'people/withdraw-key-management': onColleague(),
  'people/make-administrator': onColleague(),
  'people/unmake-administrator': onColleague({ isAdministrator: true }),
  'people/make-primary-contact': onColleague(),
  'people/start-password-reset': onColleague(),
  'people/reset-mfa': onColleague(),
  'people/preview-stopping': onColleague(),
  'people/change-several': { fields: () => ({ change: 'DEACTIVATE' }), may: EVERY_ADMINISTRATOR },
  'people/preview-change': { fields: () => ({ change: 'DEACTIVATE' }), may: EVERY_ADMINISTRATOR },
  'others-keys/generate': {
    fields: ({ colleague }) => ({ personId: colleague.id, name: newId('key') }),
    may: ADMINISTRATOR,
  },
  'others-keys/regenerate': { fields: colleaguesKey, may: ADMINISTRATOR },
  'others-keys/disable': { fields: colleaguesKey, may: ADMINISTRATOR },
  'others-keys/activate': { fields: colleaguesDisabledKey, may: ADMINISTRATOR },
  'others-keys/edit': {
    fields: async (stage) => ({ ...(await colleaguesKey(stage)), name: 'Ledger', rateLimitPerMinute: '600' }),
    may: ADMINISTRATOR,
  },
  'others-keys/delete': { fields: colleaguesKey, may: ADMINISTRATOR },
  'others-keys/renew': { fields: colleaguesRenewableKey, may: ADMINISTRATOR },
};
