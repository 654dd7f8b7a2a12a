import { type PeriodError, parsePeriod, periodText } from '@/lib/kernel/period-code';

/** What a period in a field says: its meaning, or what is wrong with it. Without a library, so that the browser says it too. */
export function readPeriodText(text: string): { meaning: string } | { wrong: string } {
  const parsed = parsePeriod(text);
  return parsed.ok ? { meaning: periodText(parsed.value) } : { wrong: periodErrorText(parsed.error, text) };
}

/** The sentence of VISUAL §5. */
export function periodErrorText(error: PeriodError, text: string): string {
  switch (error) {
    case 'UPPER_CASE':
      return `Write it in lower case: ${parsePeriod(text.toLowerCase()).ok ? text.toLowerCase() : 'p6m'}.`;
    case 'SHAPE':
      return 'Use one number and one unit, such as p6m.';
    case 'ZERO':
      return 'Use a number from 1.';
    case 'UNIT':
      return 'End with d, w, m or y.';
    case 'TOO_LONG':
      return 'That is longer than a policy may be.';
  }
}
