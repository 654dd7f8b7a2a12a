'use server';

import { makeAdministrator, unmakeAdministrator } from '@/lib/accounts/commands/change-administrator';
import { grantKeyManagement, withdrawKeyManagement } from '@/lib/accounts/commands/change-key-management';
import { changePeople } from '@/lib/accounts/commands/change-people';
import { deactivatePerson } from '@/lib/accounts/commands/deactivate-person';
import { invitePerson, resendInvitation, withdrawInvitation } from '@/lib/accounts/commands/invite-person';
import { makePrimaryContact } from '@/lib/accounts/commands/make-primary-contact';
import { reactivatePerson } from '@/lib/accounts/commands/reactivate-person';
import { startPasswordReset } from '@/lib/accounts/commands/start-password-reset';
import { previewPeopleChange } from '@/lib/accounts/directory-queries';
import { changePeopleSchema, invitePersonSchema, personSchema } from '@/lib/accounts/directory-schemas';
import { peopleErrorWords } from '@/lib/accounts/people-words';
import { presentChangePreview } from '@/lib/accounts/present-people';
import { fail, ok } from '@/lib/kernel/result';
import { presentStopping } from '@/lib/keys/present-page';
import { findKeysOf } from '@/lib/keys/queries';
import { resetMfaOf } from '@/lib/mfa/commands/reset-mfa';
import { defineAction } from '@/lib/web/define-action';
import { onPerson } from '@/lib/web/on-person';

const common = { by: 'administrator', words: peopleErrorWords, revalidate: '/admin/users' } as const;
/** What concerns roles, permissions, factors, or whether somebody may be there at all. */
const guarded = { ...common, access: 'fresh-mfa' } as const;
const harmless = { by: 'administrator', words: peopleErrorWords, access: 'signed-in' } as const;
const person = { ...guarded, schema: personSchema } as const;

export const invitePersonAction = defineAction({
  ...guarded,
  name: 'people/invite',
  schema: invitePersonSchema,
  run: invitePerson,
});

export const resendInvitationAction = defineAction({
  ...person,
  name: 'people/invite-again',
  run: onPerson(resendInvitation),
});

export const withdrawInvitationAction = defineAction({
  ...person,
  name: 'people/withdraw-invitation',
  run: onPerson(withdrawInvitation),
});

export const deactivatePersonAction = defineAction({
  ...person,
  name: 'people/deactivate',
  run: onPerson(deactivatePerson),
});

export const reactivatePersonAction = defineAction({
  ...person,
  name: 'people/reactivate',
  run: onPerson(reactivatePerson),
});

export const grantKeyManagementAction = defineAction({
  ...person,
  name: 'people/grant-key-management',
  run: onPerson(grantKeyManagement),
});

export const withdrawKeyManagementAction = defineAction({
  ...person,
  name: 'people/withdraw-key-management',
  run: onPerson(withdrawKeyManagement),
});

export const makeAdministratorAction = defineAction({
  ...person,
  name: 'people/make-administrator',
  run: onPerson(makeAdministrator),
});

export const unmakeAdministratorAction = defineAction({
  ...person,
  name: 'people/unmake-administrator',
  run: onPerson(unmakeAdministrator),
});

export const makePrimaryContactAction = defineAction({
  ...person,
  name: 'people/make-primary-contact',
  run: onPerson(makePrimaryContact),
});

export const startPasswordResetAction = defineAction({
  ...person,
  name: 'people/start-password-reset',
  run: onPerson(startPasswordReset),
});

export const resetMfaAction = defineAction({ ...person, name: 'people/reset-mfa', run: onPerson(resetMfaOf) });

export const changePeopleAction = defineAction({
  ...guarded,
  name: 'people/change-several',
  schema: changePeopleSchema,
  run: changePeople,
});

/** Changes nothing: which keys would stop with their owner. */
export const previewStoppingAction = defineAction({
  ...harmless,
  name: 'people/preview-stopping',
  schema: personSchema,
  async run(ctx, { personId }) {
    const others = await findKeysOf(ctx, { kind: 'USER', id: personId });
    return others === null ? fail({ code: 'NOT_FOUND' }) : ok(presentStopping(others));
  },
});

/** Changes nothing: what a change of several people would do. */
export const previewPeopleChangeAction = defineAction({
  ...harmless,
  name: 'people/preview-change',
  schema: changePeopleSchema,
  async run(ctx, input) {
    const counts = await previewPeopleChange(ctx, input);
    return counts.ok ? ok(presentChangePreview(input.change, counts.value)) : counts;
  },
});
