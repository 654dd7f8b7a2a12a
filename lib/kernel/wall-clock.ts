import { DAY, HOUR, MINUTE, SECOND, type TimeFields, utcFields, utcMidnight } from './instant';

/** As long as a zone's clock goes without a change: how far it is from UTC, in milliseconds, and what it is called. */
type Span = { offset: number; name: string };
/** Two spans and the change between them; in most stretches of days there is but one. */
type Stretch = { before: Span; after: Span; changesAt: number };

/**
 * Shorter than the time between any two changes of a zone's clock: Gaza will put it on for seven days in 2040, between Ramadan and the
 * winter.
 */
const STRETCH = 6 * DAY;
/** Of each zone, of which a page has one or two. */
const MOST_STRETCHES = 2_000;
const stretches = new Map<string, Map<number, Stretch>>();

/**
 * `Intl` takes a hundred times as long to tell the offset of a zone, and a page of a list has hundreds of times. It is asked where a
 * stretch begins and ends, and, where these differ, until the change between them is found.
 */
function spanAt(at: number, zone: string): Span {
  let known = stretches.get(zone);
  if (known === undefined) {
    known = new Map();
    stretches.set(zone, known);
  }
  const number = Math.floor(at / STRETCH);
  let stretch = known.get(number);
  if (stretch === undefined) {
    stretch = readStretch(number * STRETCH, zone);
    if (known.size >= MOST_STRETCHES) known.clear();
    known.set(number, stretch);
  }
  return at < stretch.changesAt ? stretch.before : stretch.after;
}

function readStretch(first: number, zone: string): Stretch {
  const read = (at: number): Span => ({ offset: readOffset(at, zone), name: readName(at, zone) });
  const [before, after] = [read(first), read(first + STRETCH)];
  const isBefore = (at: number) => {
    const { offset, name } = read(at);
    return offset === before.offset && name === before.name;
  };
  let [same, other] = [first, first + STRETCH];
  if (isBefore(other)) return { before, after, changesAt: Number.POSITIVE_INFINITY };
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (isBefore(middle)) same = middle;
    else other = middle;
  }
  return { before, after, changesAt: other };
}

/** What a wall clock in `zone` shows at an instant: the milliseconds of the UTC time that is written alike. */
export function wallClock(at: number, zone: string): number {
  return at + spanAt(at, zone).offset;
}

/** What a wall clock and a calendar in `zone` show at an instant. */
export function wallTime(at: number, zone: string): TimeFields {
  return utcFields(wallClock(at, zone));
}

/** `CT`; zones without a short generic name fall back to the offset at that instant, `GMT+1`. */
export function zoneName(at: number, zone: string): string {
  return spanAt(at, zone).name;
}

/** `YYYY-MM-DD` in the zone. */
export function isoDate(at: number, zone: string): string {
  const { year, month, day } = wallTime(at, zone);
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

export const twoDigits = (count: number) => String(count).padStart(2, '0');

const formats = new Map<string, Intl.DateTimeFormat>();

function partsAt(at: number, zone: string, key: string, options: Intl.DateTimeFormatOptions): Map<string, string> {
  const id = `${zone} ${key}`;
  const format = formats.get(id) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options });
  formats.set(id, format);
  return new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

const TWO = '2-digit';
const FIELDS = { year: 'numeric', month: TWO, day: TWO, hour: TWO, minute: TWO, second: TWO } as const;

function readOffset(at: number, zone: string): number {
  const whole = Math.floor(at / SECOND) * SECOND;
  const parts = partsAt(whole, zone, 'fields', { hourCycle: 'h23', ...FIELDS });
  const part = (type: keyof typeof FIELDS) => Number(parts.get(type));
  const time = part('hour') * HOUR + part('minute') * MINUTE + part('second') * SECOND;
  return utcMidnight(part('year'), part('month'), part('day')) + time - whole;
}

function readName(at: number, zone: string): string {
  const named = (timeZoneName: 'shortGeneric' | 'short') =>
    partsAt(at, zone, timeZoneName, { timeZoneName }).get('timeZoneName') ?? zone;
  const generic = named('shortGeneric');
  // ICU calls UTC "GMT+0" in the generic style.
  return generic.length <= 5 && !generic.startsWith('GMT') ? generic : named('short');
}
