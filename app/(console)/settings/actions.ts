'use server';

import { changeSettings } from '@/lib/accounts/commands/change-settings';
import { settingsSchema } from '@/lib/accounts/schemas';
import { defineAction } from '@/lib/web/define-action';

export const changeSettingsAction = defineAction({
  name: 'accounts/change-settings',
  access: 'signed-in',
  schema: settingsSchema,
  run: changeSettings,
  words: () => ({ message: 'You are signed out. Sign in and try again.' }),
  revalidate: '/settings',
});
