import { z } from 'zod';
import { parseFilters } from './filters';

/** A page of keys, and some that were kept from other pages. */
const MOST_CHOSEN = 500;

const keyIds = z
  .string()
  .transform((text) => (text === '' ? [] : text.split(',')))
  .pipe(
    z
      .array(z.string().regex(/^key_[0-9A-Za-z]{16}$/, 'There is nothing here, or it is not yours to see.'))
      .min(1, 'Choose at least one key.')
      .max(MOST_CHOSEN, `Choose at most ${MOST_CHOSEN} keys, or all that match.`),
  );

const operation = z.enum(['disable', 'delete']);

/** Either the keys that were ticked, or what the list is narrowed to: `matching` is the query of the list's address. */
const selection = z.union([
  z.object({ keys: keyIds }).transform(({ keys }) => ({ keys, filters: null })),
  z.object({ matching: z.string().max(4_000) }).transform(({ matching }) => ({
    keys: null,
    filters: parseFilters(Object.fromEntries(new URLSearchParams(matching))),
  })),
]);

export const bulkSchema = z.object({ operation }).and(selection);

/** `confirmed` is the number of keys that would change, as it was read and agreed to. */
export const startBulkSchema = z.object({ operation, confirmed: z.coerce.number().int().min(1) }).and(selection);

export type BulkInput = z.output<typeof bulkSchema>;
export type StartBulkInput = z.output<typeof startBulkSchema>;
