import { type Period, parsePeriod, periodCode } from '@/lib/kernel/period-code';
import { fail, ok, type Result } from '@/lib/kernel/result';
import { periodErrorText } from './period-words';
import type { KeyPolicy } from './policy';

/** How one kind of setting is typed, read back, and said in a sentence ("Changed from p3m"). */
export type Setting<T> = {
  /** Its name on the page. */
  label: string;
  /** @returns the value, or the sentence that stands under the field */
  read: (text: string) => Result<T, string>;
  /** What `read` reads. */
  write: (value: T) => string;
  says: (value: T) => string;
};

const CHOOSE = 'Choose one of the values offered.';

export function choice<T extends string>(label: string, words: { readonly [V in T]: string }): Setting<T> {
  const isOne = (text: string): text is T => Object.hasOwn(words, text);
  return {
    label,
    read: (text) => (isOne(text) ? ok(text) : fail(CHOOSE)),
    write: (value) => value,
    says: (value) => words[value],
  };
}

export function toggle(label: string, on: string, off: string): Setting<boolean> {
  return {
    label,
    read: (text) => (text === 'yes' || text === 'no' ? ok(text === 'yes') : fail(CHOOSE)),
    write: (value) => (value ? 'yes' : 'no'),
    says: (value) => (value ? on : off),
  };
}

export function allowance(label: string): Setting<boolean> {
  return toggle(label, 'allowed', 'not allowed');
}

/** Empty is null. */
export function optionalPeriod(label: string, none: string): Setting<Period | null> {
  return {
    label,
    read(text) {
      if (text === '') return ok(null);
      const parsed = parsePeriod(text);
      return parsed.ok ? parsed : fail(periodErrorText(parsed.error, text));
    },
    write: (period) => (period === null ? '' : periodCode(period)),
    says: (period) => (period === null ? none : periodCode(period)),
  };
}

export function wholeNumber(label: string, most: number, says: (value: number) => string): Setting<number> {
  return { label, read: (text) => readWhole(text, most, ''), write: String, says };
}

/** Empty is null, no limit. */
export function limit(label: string, most: number): Setting<number | null> {
  return {
    label,
    read: (text) => (text === '' ? ok(null) : readWhole(text, most, ', or leave it empty')),
    write: (value) => (value === null ? '' : String(value)),
    says: (value) => (value === null ? 'no limit' : String(value)),
  };
}

function readWhole(text: string, most: number, otherwise: string): Result<number, string> {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= most) return ok(value);
  return fail(`Use a whole number from 1 to ${most.toLocaleString('en-US')}${otherwise}.`);
}

const MOST_REMINDERS = 5;
const FARTHEST_REMINDER = 365;

/** `30, 5`: the farthest first, each once. Empty is none. */
export function dayList(label: string): Setting<readonly number[]> {
  const write = (days: readonly number[]) => days.join(', ');
  return { label, read: readDays, write, says: (days) => (days.length === 0 ? 'none' : write(days)) };
}

function readDays(text: string): Result<readonly number[], string> {
  if (text === '') return ok([]);
  const parts = text.split(',').map((part) => part.trim());
  if (!parts.every((part) => /^\d{1,4}$/.test(part))) return fail('Use whole numbers with commas, such as 30, 5.');
  const days = [...new Set(parts.map(Number))].sort((one, other) => other - one);
  if (days.length > MOST_REMINDERS) return fail(`Use at most ${MOST_REMINDERS} reminders.`);
  const isInRange = days.every((day) => day >= 1 && day <= FARTHEST_REMINDER);
  return isInRange ? ok(days) : fail(`Use days from 1 to ${FARTHEST_REMINDER}.`);
}

type OwnerKind = KeyPolicy['ownerKinds'][number];

export const OWNER_WORDS = { USER: 'users', SERVICE_ACCOUNT: 'service accounts', COMPANY: 'the company' } as const;

/** In the order of the page, in which they are always kept. */
export const OWNER_KINDS = Object.keys(OWNER_WORDS) as OwnerKind[]; // the keys of the literal above

/** `USER,COMPANY`; at least one, since a policy under which nobody has keys has nothing to say. */
export function owners(label: string): Setting<readonly OwnerKind[]> {
  return {
    label,
    read(text) {
      const parts = text.split(',').filter((part) => part !== '');
      const kinds = OWNER_KINDS.filter((kind) => parts.includes(kind));
      if (kinds.length !== parts.length) return fail(CHOOSE);
      return kinds.length > 0 ? ok(kinds) : fail('Choose at least one.');
    },
    write: (kinds) => kinds.join(','),
    says: (kinds) => kinds.map((kind) => OWNER_WORDS[kind]).join(', '),
  };
}
