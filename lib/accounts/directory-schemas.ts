import { z } from 'zod';
import { LONGEST_SEARCH } from '@/lib/kernel/search-text';
import { isPrintable } from '@/lib/kernel/text';
import { emailField, nameField } from './schemas';

/** What administrators send about people. One schema for form and server; the sentences stand under the field. */

const NOT_THERE = 'There is nothing here, or it is not yours to see.';
const personId = z.string().regex(/^usr_[0-9A-Za-z]{16}$/, NOT_THERE);

export const personSchema = z.object({ personId });

/** A ticked box sends "on", and one that is not sends nothing. */
const ticked = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');

export const invitePersonSchema = z.object({
  name: nameField('Enter a name.'),
  email: emailField,
  hasKeyManagement: ticked,
  isAdministrator: ticked,
});

export type InvitePersonInput = z.output<typeof invitePersonSchema>;

/** Filters of the list, as its address carries them. What an address says besides is ignored. */
export const peopleFilterSchema = z.object({
  q: z.string().trim().max(LONGEST_SEARCH).refine(isPrintable).catch(''),
  keys: z.enum(['granted', 'none']).nullable().catch(null),
  mfa: z.enum(['on', 'off']).nullable().catch(null),
  role: z.enum(['administrator', 'member']).nullable().catch(null),
  state: z.enum(['active', 'invited', 'deactivated']).nullable().catch(null),
});

export type PeopleFilter = z.output<typeof peopleFilterSchema>;

/** The filter as parameters of an address; what does not narrow is left out. */
export function peopleParameters(filter: PeopleFilter): Record<string, string> {
  const entries = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return Object.fromEntries(entries);
}

/** More are not on a page. */
const MOST_SELECTED = 50;

/** Ids by comma, or the filter whose people are all meant. */
const selection = {
  people: z
    .string()
    .max(2_000)
    .optional()
    .transform((text) => (text === undefined || text === '' ? null : text.split(',')))
    .pipe(z.array(personId).min(1).max(MOST_SELECTED).nullable()),
  filter: z
    .string()
    .max(2_000)
    .optional()
    .transform((text) => peopleFilterSchema.parse(Object.fromEntries(new URLSearchParams(text ?? '')))),
};

export const changePeopleSchema = z.object({
  change: z.enum(['DEACTIVATE', 'GRANT_KEY_MANAGEMENT', 'WITHDRAW_KEY_MANAGEMENT'], 'Choose what to do.'),
  ...selection,
});

export type ChangePeopleInput = z.output<typeof changePeopleSchema>;
export type PeopleChange = ChangePeopleInput['change'];
/** Several people: those of these ids, or all that the filter finds. */
export type PeopleSelection = Pick<ChangePeopleInput, 'people' | 'filter'>;
