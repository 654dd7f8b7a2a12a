import { z } from 'zod';
import { isPrintable } from '@/lib/kernel/text';

/** One schema for form and server. The sentences stand under the field. */

const MOST_NAME = 200;
const MOST_DESCRIPTION = 1_000;

const name = z
  .string('Enter a name.')
  .refine(isPrintable, 'Use letters, digits and signs that can be seen.')
  .transform((text) => text.trim())
  .pipe(z.string().min(1, 'Enter a name.').max(MOST_NAME, `Use at most ${MOST_NAME} characters.`));

const description = z
  .string()
  .refine(isPrintable, 'Use letters, digits and signs that can be seen.')
  .transform((text) => text.trim())
  .pipe(z.string().max(MOST_DESCRIPTION, `Use at most ${MOST_DESCRIPTION} characters.`))
  .transform((text) => (text === '' ? null : text));

const keyId = z.string().regex(/^key_[0-9A-Za-z]{16}$/, 'There is nothing here, or it is not yours to see.');

export const generateKeySchema = z.object({ name });
export const keySchema = z.object({ keyId });
/** Without a description the one there is stays. */
export const editKeySchema = z.object({ keyId, name, description: description.optional() });

export type GenerateKeyInput = z.output<typeof generateKeySchema>;
export type KeyInput = z.output<typeof keySchema>;
export type EditKeyInput = z.output<typeof editKeySchema>;
