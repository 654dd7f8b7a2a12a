import { z } from 'zod';
import { isLocalTime, type LocalTime } from '@/lib/kernel/local-time';
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

/** Date and time on the wall of the person; both, or neither for what policy gives by itself. */
const expiry = z
  .object({ expiresOn: z.string().optional(), expiresTime: z.string().optional() })
  .transform(({ expiresOn = '', expiresTime = '' }, context): { expiresAt?: LocalTime } => {
    if (expiresOn === '' && expiresTime === '') return {};
    const local = { date: expiresOn, time: expiresTime };
    if (isLocalTime(local)) return { expiresAt: local };
    const path = [/^\d{4}-\d{2}-\d{2}$/.test(expiresOn) ? 'expiresTime' : 'expiresOn'];
    context.addIssue({ code: 'custom', path, message: 'Enter a date and a time.' });
    return z.NEVER;
  });

const MOST_REQUESTS = 1_000_000;
const requestsWanted = `Use a whole number from 1 to ${MOST_REQUESTS.toLocaleString('en-US')}, or leave it empty.`;
/** Empty = the company's policy. */
const rateLimitPerMinute = z
  .string()
  .trim()
  .regex(/^(|[1-9]\d{0,6})$/, requestsWanted)
  .transform((text) => (text === '' ? null : Number(text)))
  .refine((limit) => limit === null || limit <= MOST_REQUESTS, requestsWanted);

const groupId = z.string().regex(/^grp_[0-9A-Za-z]{16}$/, 'There is nothing here, or it is not yours to see.');
/** What a field of choices sends for "No group". */
const chosenGroup = z.union([z.literal('').transform(() => null), groupId]);
const audience = z.enum(['BUSINESS_PROFILE', 'CLIENT'], 'Choose Business Profile or Client.');

export const generateKeySchema = z.object({ name }).and(expiry);
const personId = z.string().regex(/^usr_[0-9A-Za-z]{16}$/, 'There is nothing here, or it is not yours to see.');

/** For somebody else, by an administrator. */
export const generateKeyForSchema = z.object({ personId, name }).and(expiry);
export const keySchema = z.object({ keyId });
/** Without a description the one there is stays. With a version it is of the key as that was. */
export const editKeySchema = z.object({
  keyId,
  version: z.coerce.number().int().positive().optional(),
  name,
  description: description.optional(),
});
/** By an administrator, who alone sets a limit of its own. What is not sent stays: also the name, where policy forbids another. */
export const editKeyForSchema = editKeySchema.extend({
  name: name.optional(),
  rateLimitPerMinute: rateLimitPerMinute.optional(),
});

/** A key of the company itself; the group may be left to later. */
export const addKeySchema = z
  .object({ name, audience, description: description.optional(), groupId: chosenGroup.optional() })
  .and(expiry);
/** A key of a service account, which is chosen by its id. */
export const generateForAccountSchema = z
  .object({
    name,
    serviceAccountId: z.string('Choose a service account.').regex(/^sva_[0-9A-Za-z]{16}$/, 'Choose a service account.'),
  })
  .and(expiry);
export const editOthersKeySchema = editKeyForSchema.extend({ groupId: chosenGroup.optional() });
export const groupKeySchema = z.object({ keyId, groupId: chosenGroup });
export const addGroupSchema = z.object({ name, audience });
/** `was` is the name that the page showed. */
export const renameGroupSchema = z.object({ groupId, was: z.string(), name });
export const groupSchema = z.object({ groupId });

export type GenerateKeyInput = z.output<typeof generateKeySchema>;
export type KeyInput = z.output<typeof keySchema>;
export type EditOthersKeyInput = z.output<typeof editOthersKeySchema>;
export type GroupKeyInput = z.output<typeof groupKeySchema>;
export type AddGroupInput = z.output<typeof addGroupSchema>;
export type RenameGroupInput = z.output<typeof renameGroupSchema>;
export type GroupInput = z.output<typeof groupSchema>;
