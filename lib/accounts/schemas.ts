import { z } from 'zod';
import { isTimeZone } from '@/lib/kernel/period';
import { isPrintable } from '@/lib/kernel/text';

/** One schema for form and server. The sentences stand under the field. */

const MOST_NAME = 200;
const MOST_EMAIL = 254;
/** Longer ones are refused by the rules with a sentence of their own; this only bounds the work. */
const MOST_PASSWORD = 1_000;

export const nameField = (empty: string) =>
  z
    .string(empty)
    .refine(isPrintable, 'Use letters, digits and signs that can be seen.')
    .transform((text) => text.trim())
    .pipe(z.string().min(1, empty).max(MOST_NAME, `Use at most ${MOST_NAME} characters.`));

const text = (empty: string, most: number) =>
  z
    .string(empty)
    .min(1, empty)
    .max(most, 'That is too long.')
    .refine(
      (value) => value.isWellFormed() && !value.includes('\0'),
      'Use letters, digits and signs that can be seen.',
    );

/** At sign-in an address is not judged: whether it could exist is nobody's business there. */
export const signInSchema = z.object({
  email: text('Enter your e-mail address.', MOST_EMAIL),
  password: text('Enter your password.', MOST_PASSWORD),
});

const SIX_DIGITS = 'Enter the six digits that the app shows.';

/** Six digits, with or without spaces. */
const totpCode = z
  .string(SIX_DIGITS)
  .transform((code) => code.replace(/\s+/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, SIX_DIGITS));

export const totpSchema = z.object({ code: totpCode });
export const recoverySchema = z.object({ code: text('Enter a recovery code.', 100) });

export const emailField = z
  .string('Enter an e-mail address.')
  .transform((value) => value.trim())
  .pipe(
    z
      .string()
      .min(1, 'Enter an e-mail address.')
      .max(MOST_EMAIL, 'That is too long.')
      .regex(
        /^[^\s@<>"(),;:\\[\]]+@[^\s@<>"(),;:\\[\]]+\.[^\s@<>"(),;:\\[\].]+$/,
        'Enter an address such as dana@example.com.',
      )
      .refine(isPrintable, 'Use letters, digits and signs that can be seen.'),
  );

/** A code, or else the password, to prove who asks. */
export const identityProofSchema = z
  .object({ code: totpCode.optional(), password: text('Enter your password.', MOST_PASSWORD).optional() })
  .transform(({ code, password }, context) => {
    if (code !== undefined) return { code };
    if (password !== undefined) return { password };
    context.addIssue({ code: 'custom', path: ['code'], message: SIX_DIGITS });
    return z.NEVER;
  });

export const newPassword = text('Choose a password.', MOST_PASSWORD);

export const helpDeskField = z
  .string()
  .refine(isPrintable, 'Use letters, digits and signs that can be seen.')
  .transform((value) => value.trim())
  .pipe(z.string().max(500, 'Use at most 500 characters.'))
  .transform((value) => (value === '' ? null : value));

export const setUpSchema = z.object({
  token: z.string(),
  company: nameField('Enter the name of your company.'),
  timeZone: z.string('Choose a time zone.').refine(isTimeZone, 'Choose a time zone.'),
  helpDesk: helpDeskField,
  name: nameField('Enter your name.'),
  email: emailField,
  password: newPassword,
});

export const changePasswordSchema = z.object({
  currentPassword: text('Enter the password you have now.', MOST_PASSWORD),
  newPassword,
});

/** An empty zone is the company's. */
export const settingsSchema = z.object({
  name: nameField('Enter your name.'),
  timeZone: z
    .string('Choose a time zone.')
    .refine((zone) => zone === '' || isTimeZone(zone), 'Choose a time zone from the list.')
    .transform((zone) => (zone === '' ? null : zone)),
  appearance: z.enum(['SYSTEM', 'LIGHT', 'DARK'], 'Choose System, Light or Dark.'),
});

export const forgotPasswordSchema = z.object({ email: emailField });

export const resetPasswordSchema = z.object({ token: z.string().max(100), password: newPassword });

export const sessionSchema = z.object({ sessionId: z.string().regex(/^ses_[0-9A-Za-z]{16}$/, 'No such session.') });
