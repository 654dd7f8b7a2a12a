import { DAY, type Instant, noonOfDate, plus } from '@/lib/kernel/instant';
import { startOfDate } from '@/lib/kernel/period';
import { isPrintable } from '@/lib/kernel/text';
import { isoDate } from '@/lib/kernel/wall-clock';
import { EVENT_GROUPS } from './sentences';

/** What the address of the audit asks for. Empty = not asked for. */
export type AuditQuery = {
  /** A person, a key or an event ID. */
  q: string;
  /** Who did it: `me`, `keydesk`, `machine`, an id, or a part of a name. */
  who: string;
  /** For whom: `me`, an id, a service account's user ID, or a part of a name. */
  for: string;
  /** One of EVENT_GROUPS. */
  event: string;
  /** Calendar dates of the reader, `YYYY-MM-DD`, both included. */
  from: string;
  to: string;
  /** `installation` for the operator's own chain. */
  of: string;
};

type Parameter = string | string[] | undefined;

/** Longer ones are no names. */
const LONGEST = 200;

/** What is not understood is not asked for. */
export function parseAuditQuery(parameters: Readonly<Record<string, Parameter>>): AuditQuery {
  const event = textOf(parameters['event']);
  const [from, to] = [dateOf(parameters['from']), dateOf(parameters['to'])];
  return {
    q: textOf(parameters['q']),
    who: textOf(parameters['who']),
    for: textOf(parameters['for']),
    event: EVENT_GROUPS.some(({ value }) => value === event) ? event : '',
    // Turned round it is the same period.
    ...(from !== '' && to !== '' && from > to ? { from: to, to: from } : { from, to }),
    of: parameters['of'] === 'installation' ? 'installation' : '',
  };
}

function textOf(value: Parameter): string {
  const text = typeof value === 'string' ? value.trim() : '';
  return text.length <= LONGEST && isPrintable(text) ? text : '';
}

/** A calendar date that there is. Years before are typing errors. */
function dateOf(value: Parameter): string {
  if (typeof value !== 'string' || !/^(?:19[7-9]|2\d\d)\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(value))
    return '';
  // February 30 would be read as March 2.
  return isoDate(noonOfDate(value), 'UTC') === value ? value : '';
}

/** The first instant of the period and the one after its last, in the reader's zone. */
export function periodOf({ from, to }: AuditQuery, zone: string): { from: Instant | null; to: Instant | null } {
  return {
    from: from === '' ? null : startOfDate(from, zone),
    to: to === '' ? null : startOfDate(isoDate(plus(noonOfDate(to), DAY), 'UTC'), zone),
  };
}

/** The query as an address carries it. */
export function auditParameters(query: AuditQuery): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}
