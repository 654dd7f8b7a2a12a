import { z } from 'zod';
import { emailField, helpDeskField, nameField } from '@/lib/accounts/schemas';
import { isTimeZone } from '@/lib/kernel/period';
import { PRESET_NAMES } from '@/lib/policy/presets';

/** One schema for form and server. The sentences stand under the field. */

const companyId = z.string().regex(/^cmp_[0-9A-Za-z]{16}$/, 'No such company.');

const SLUG = 'Use lower-case letters, digits and hyphens, at most 40.';

export const addCompanySchema = z.object({
  name: nameField('Enter the name of the company.'),
  /** Empty: made from the name. */
  slug: z
    .string(SLUG)
    .transform((text) => text.trim())
    .pipe(z.string().regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)?$/, SLUG)),
  timeZone: z.string('Choose a time zone.').refine(isTimeZone, 'Choose a time zone.'),
  helpDesk: helpDeskField,
  preset: z.enum(PRESET_NAMES, 'Choose a policy.'),
  administratorName: nameField('Enter a name.'),
  administratorEmail: emailField,
});
export type AddCompanyInput = z.output<typeof addCompanySchema>;

export const editCompanySchema = z.object({
  companyId,
  name: nameField('Enter the name of the company.'),
  helpDesk: helpDeskField,
});
export type EditCompanyInput = z.output<typeof editCompanySchema>;

export const companySchema = z.object({ companyId });
export type CompanyInput = z.output<typeof companySchema>;

export const handOnSchema = z.object({ email: emailField });
export type HandOnInput = z.output<typeof handOnSchema>;
