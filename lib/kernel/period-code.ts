import { fail, ok, type Result } from './result';

/**
 * A lifetime in the seeds' syntax, `p<number><unit>` in lower case with d, w, m or y. Read and said here without calendar or
 * library, so that a field can say what it means while somebody types.
 */
export type Period = { count: number; unit: 'd' | 'w' | 'm' | 'y' };

export type PeriodError = 'UPPER_CASE' | 'SHAPE' | 'ZERO' | 'UNIT' | 'TOO_LONG';

/** What a policy may be at most; beyond a hundred years a limit is a typing error. */
const MOST = { d: 36_500, w: 5_200, m: 1_200, y: 100 } as const;

const WORDS = { d: 'day', w: 'week', m: 'month', y: 'year' } as const;

/** Reads `p6m`. Refuses upper case, zero, negative, compound and absurd periods, each by its name. */
export function parsePeriod(text: string): Result<Period, PeriodError> {
  if (text !== text.toLowerCase()) return fail('UPPER_CASE');
  const parts = /^p(\d{1,9})([a-z])$/.exec(text);
  const [, digits, unit] = parts ?? [];
  if (digits === undefined || unit === undefined) return fail('SHAPE');
  if (unit !== 'd' && unit !== 'w' && unit !== 'm' && unit !== 'y') return fail('UNIT');
  const count = Number(digits);
  if (count === 0) return fail('ZERO');
  if (count > MOST[unit]) return fail('TOO_LONG');
  return ok({ count, unit });
}

/** For periods that were checked before they were stored. @throws RangeError when one is malformed all the same. */
export function storedPeriod(text: string): Period {
  const parsed = parsePeriod(text);
  if (!parsed.ok) throw new RangeError(`malformed period in the database: ${text}`);
  return parsed.value;
}

/** `p6m`, as it is stored and typed. */
export function periodCode({ count, unit }: Period): string {
  return `p${count}${unit}`;
}

/** `6 months` */
export function periodText({ count, unit }: Period): string {
  return `${count} ${WORDS[unit]}${count === 1 ? '' : 's'}`;
}
