import { fromIso, type Instant, plus } from '@/lib/kernel/instant';
import { parsePeriod, periodText, startOfDate } from '@/lib/kernel/period';
import { dateTimeText } from '@/lib/kernel/time-text';
import { isoDate } from '@/lib/kernel/wall-clock';
import type { Change } from '../view';
import type { Told } from './telling';

type Values = Pick<Told, 'before' | 'after'>;

/** Nothing where both are the same, or neither is known. */
export function changeOf(label: string, from: string | null, to: string | null, isCode = false): Change[] {
  return from === to ? [] : [{ label, from, to, isCode }];
}

/** A text before and after. */
export function textChange(label: string, { before, after }: Values, name: string, isCode = false): Change[] {
  return changeOf(label, text(before[name]), text(after[name]), isCode);
}

export function yesNoChange(label: string, { before, after }: Values, name: string): Change[] {
  return changeOf(label, yesNo(before[name]), yesNo(after[name]));
}

function periodChange(label: string, { before, after }: Values, name: string): Change[] {
  return changeOf(label, periodWords(before[name]), periodWords(after[name]));
}

export function statusChange({ before, after }: Values): Change[] {
  return changeOf('Status', statusWord(before['status']), statusWord(after['status']));
}

/** The two clocks of a key. */
export function termsChange(values: Values, zone: string): Change[] {
  const { before, after } = values;
  return [
    ...changeOf('Works until', lastMoment(before['expiresAt'], zone), lastMoment(after['expiresAt'], zone)),
    ...periodChange('Not Accessed Expiration', values, 'notAccessed'),
  ];
}

export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function yesNo(value: unknown): string | null {
  if (typeof value !== 'boolean') return null;
  return value ? 'Yes' : 'No';
}

export function statusWord(value: unknown): string | null {
  switch (value) {
    case 'ACTIVE':
      return 'Active';
    case 'DISABLED':
      return 'Disabled';
    default:
      return null;
  }
}

/** The last moment in which it works: a key that ends with a day works until 11:59 PM of the day before. */
function lastMoment(value: unknown, zone: string): string | null {
  const end = instantOf(value);
  if (end === null) return null;
  const endsWithDay = startOfDate(isoDate(end, zone), zone) === end;
  return dateTimeText(endsWithDay ? plus(end, -1) : end, zone);
}

export function instantWords(value: unknown, zone: string): string | null {
  const at = instantOf(value);
  return at === null ? null : dateTimeText(at, zone);
}

function instantOf(iso: unknown): Instant | null {
  if (typeof iso !== 'string') return null;
  try {
    return fromIso(iso);
  } catch {
    return null;
  }
}

function periodWords(value: unknown): string | null {
  const period = typeof value === 'string' ? parsePeriod(value) : null;
  return period?.ok ? periodText(period.value) : null;
}
