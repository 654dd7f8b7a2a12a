'use server';

import { grantRequest, refuseRequest } from '@/lib/access/commands/answer-request';
import { answerRequestSchema } from '@/lib/access/schemas';
import { accessErrorWords } from '@/lib/access/words';
import { defineAction } from '@/lib/web/define-action';

const common = {
  access: 'signed-in',
  by: 'administrator',
  schema: answerRequestSchema,
  words: accessErrorWords,
  revalidate: '/admin/access-requests',
} as const;

export const grantRequestAction = defineAction({ ...common, name: 'access/grant', run: grantRequest });

export const refuseRequestAction = defineAction({ ...common, name: 'access/refuse', run: refuseRequest });
