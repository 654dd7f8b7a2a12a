import { DAY, fromIso, SECOND, utcFields } from './instant';

/** Shorter than any time between two changes of a zone's clock: Morocco puts it back for the month of Ramadan. */
export const FORTNIGHT = 14 * DAY;

/** Per zone; of which a page has one or two. */
const MOST_FORTNIGHTS = 1_000;
/** Of each zone, the offset of each fortnight; null for one in which it changes. */
const offsets = new Map<string, Map<number, number | null>>();

/** What a wall clock and a calendar in `zone` show at an instant. */
export const wallTime = (at: number, zone: string) => utcFields(wallClock(at, zone));

/** `YYYY-MM-DD` in the zone. */
export function isoDate(at: number, zone: string): string {
  const { year, month, day } = wallTime(at, zone);
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

export const twoDigits = (count: number) => String(count).padStart(2, '0');

/**
 * What a wall clock in `zone` shows at an instant: the milliseconds of the UTC time that is written alike. `Intl` takes a
 * hundred times as long, and a page of a list has hundreds of times: it is asked where a fortnight begins and ends, and an offset
 * that both have is that of all of it.
 */
export function wallClock(at: number, zone: string): number {
  const fortnight = Math.floor(at / FORTNIGHT);
  let known = offsets.get(zone);
  if (known === undefined) {
    known = new Map();
    offsets.set(zone, known);
  }
  let offset = known.get(fortnight);
  if (offset === undefined) {
    const first = offsetAt(fortnight * FORTNIGHT, zone);
    offset = first === offsetAt((fortnight + 1) * FORTNIGHT, zone) ? first : null;
    if (known.size >= MOST_FORTNIGHTS) known.clear();
    known.set(fortnight, offset);
  }
  return at + (offset ?? offsetAt(at, zone));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds east of UTC. */
function offsetAt(at: number, zone: string): number {
  let format = formats.get(zone);
  if (format === undefined) {
    const two = '2-digit';
    const fields = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...fields });
    formats.set(zone, format);
  }
  const whole = Math.floor(at / SECOND) * SECOND;
  const parts = new Map(format.formatToParts(whole).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => (parts.get(type) ?? '').padStart(type === 'year' ? 4 : 2, '0');
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return fromIso(`${date}T${part('hour')}:${part('minute')}:${part('second')}Z`) - whole;
}
