'use server';

import { addCompany } from '@/lib/companies/commands/add-company';
import {
  deactivateCompany,
  editCompany,
  inviteAgain,
  reactivateCompany,
} from '@/lib/companies/commands/change-company';
import { handOnInstallation } from '@/lib/companies/commands/hand-on-installation';
import { addCompanySchema, companySchema, editCompanySchema, handOnSchema } from '@/lib/companies/schemas';
import { companyErrorWords, handOnErrorWords } from '@/lib/companies/words';
import { defineAction } from '@/lib/web/define-action';

const common = {
  access: 'fresh-mfa',
  by: 'operator',
  words: companyErrorWords,
  revalidate: '/admin/companies',
} as const;

export const addCompanyAction = defineAction({
  ...common,
  name: 'companies/add',
  schema: addCompanySchema,
  run: addCompany,
});

export const editCompanyAction = defineAction({
  ...common,
  name: 'companies/edit',
  schema: editCompanySchema,
  run: editCompany,
});

export const deactivateCompanyAction = defineAction({
  ...common,
  name: 'companies/deactivate',
  schema: companySchema,
  run: deactivateCompany,
});

export const reactivateCompanyAction = defineAction({
  ...common,
  name: 'companies/reactivate',
  schema: companySchema,
  run: reactivateCompany,
});

export const inviteAgainAction = defineAction({
  ...common,
  name: 'companies/invite-again',
  schema: companySchema,
  run: inviteAgain,
});

export const handOnAction = defineAction({
  name: 'companies/hand-on',
  access: 'fresh-mfa',
  by: 'operator',
  schema: handOnSchema,
  run: handOnInstallation,
  words: handOnErrorWords,
});
