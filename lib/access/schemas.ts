import { z } from 'zod';
import { isPrintable } from '@/lib/kernel/text';

/** One schema for form and server. The sentences stand under the field. */

const MOST_TEXT = 500;

/** Several lines; a browser sends their ends as CR LF, which count as one character. */
const lines = (field: z.ZodString) =>
  field
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .refine((text) => isPrintable(text.replaceAll('\n', ' ')), 'Use letters, digits and signs that can be seen.')
    .pipe(z.string().max(MOST_TEXT, `Use at most ${MOST_TEXT} characters.`));

const requestId = z.string().regex(/^acr_[0-9A-Za-z]{16}$/, 'There is nothing here, or it is not yours to see.');

export const requestAccessSchema = z.object({
  reason: lines(z.string('Say what you need keys for.')).pipe(z.string().min(1, 'Say what you need keys for.')),
});
export const withdrawRequestSchema = z.object({ requestId });
export const answerRequestSchema = z.object({
  requestId,
  note: lines(z.string())
    .transform((text) => (text === '' ? null : text))
    .optional()
    .transform((note) => note ?? null),
});

export type RequestAccessInput = z.output<typeof requestAccessSchema>;
export type WithdrawRequestInput = z.output<typeof withdrawRequestSchema>;
export type AnswerRequestInput = z.output<typeof answerRequestSchema>;
