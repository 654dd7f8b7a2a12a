'use server';

import { changePolicy } from '@/lib/policy/commands/change-policy';
import { previewPolicy } from '@/lib/policy/preview';
import { changePolicySchema, previewSchema } from '@/lib/policy/schemas';
import { policyErrorWords } from '@/lib/policy/words';
import { defineAction } from '@/lib/web/define-action';

/** Reads only. Whether the person is an administrator is asked by the query and the command. */
export const previewPolicyAction = defineAction({
  name: 'policy/preview',
  access: 'signed-in',
  by: 'administrator',
  schema: previewSchema,
  run: previewPolicy,
  words: policyErrorWords,
});

export const changePolicyAction = defineAction({
  name: 'policy/change',
  access: 'fresh-mfa',
  by: 'administrator',
  schema: changePolicySchema,
  run: changePolicy,
  words: policyErrorWords,
  revalidate: '/admin/policy',
});
