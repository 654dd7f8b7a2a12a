import { DAY, HOUR, type Instant, MINUTE, noonOfDate, plus, toInstant, toIso } from './instant';

/**
 * Instants in words, in one English and one place, so that page, mail and audit say the same.
 * Zones are IANA names; abbreviations are generic ("CT"), because a sentence about next March must not say "CST".
 */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${zone} ${key}`;
  const known = formats.get(id);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options });
  formats.set(id, made);
  return made;
}

// ICU separates the time from AM and PM by U+202F, which terminals and mail readers show as a box.
const plainSpaces = (text: string) => text.replaceAll('\u202f', ' ');

/** Shorter than any time between two changes of a zone's clock: Morocco puts it back for the month of Ramadan. */
const FORTNIGHT = 14 * DAY;
const MOST_NAMES = 1_000;
/** Of a zone and a fortnight; null for one in which the name changes. */
const names = new Map<string, string | null>();

/**
 * `CT`; zones without a short generic name fall back to the offset at that instant, `GMT+1`. ICU takes ten times as long for it
 * as for a date, and a page has hundreds: a name that a fortnight begins and ends with is that of all of it.
 */
export function zoneName(at: Instant, zone: string): string {
  const first = toInstant(Math.floor(at / FORTNIGHT) * FORTNIGHT);
  const id = `${zone} ${first}`;
  let name = names.get(id);
  if (name === undefined) {
    const atFirst = zoneNameAt(first, zone);
    name = atFirst === zoneNameAt(plus(first, FORTNIGHT), zone) ? atFirst : null;
    if (names.size >= MOST_NAMES) names.clear();
    names.set(id, name);
  }
  return name ?? zoneNameAt(at, zone);
}

function zoneNameAt(at: Instant, zone: string): string {
  const named = (style: 'shortGeneric' | 'short') =>
    format(zone, style, { timeZoneName: style })
      .formatToParts(at)
      .find((part) => part.type === 'timeZoneName')?.value ?? zone;
  const generic = named('shortGeneric');
  // ICU calls UTC "GMT+0" in the generic style.
  return generic.length <= 5 && !generic.startsWith('GMT') ? generic : named('short');
}

/** `Nov 23, 2026` */
export function dateText(at: Instant, zone: string): string {
  return format(zone, 'date', { year: 'numeric', month: 'short', day: 'numeric' }).format(at);
}

/** `Nov 22, 2026, 11:59 PM CT` */
export function dateTimeText(at: Instant, zone: string): string {
  return `${dateText(at, zone)}, ${timeText(at, zone)} ${zoneName(at, zone)}`;
}

/** `11:59 PM`, where the day and the zone stand above. */
export function timeText(at: Instant, zone: string): string {
  return plainSpaces(format(zone, 'time', { hour: 'numeric', minute: '2-digit' }).format(at));
}

/** A day as a heading: `Today, November 18`, `Yesterday, …`, `Monday, November 16`, with the year of another one. */
export function dayText(at: Instant, now: Instant, zone: string): string {
  const [day, today] = [isoDate(at, zone), isoDate(now, zone)];
  const isSameYear = day.slice(0, 4) === today.slice(0, 4);
  const date = format(zone, isSameYear ? 'day' : 'day of year', {
    month: 'long',
    day: 'numeric',
    ...(isSameYear ? {} : { year: 'numeric' }),
  }).format(at);
  if (day === today) return `Today, ${date}`;
  if (day === dayBefore(today)) return `Yesterday, ${date}`;
  return `${format(zone, 'weekday', { weekday: 'long' }).format(at)}, ${date}`;
}

/** `Nov 18, 2026, 10:39:12 AM CT · 16:39:12 UTC`, for tooltips. */
export function fullText(at: Instant, zone: string): string {
  const time = format(zone, 'seconds', { hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(at);
  return plainSpaces(`${dateText(at, zone)}, ${time} ${zoneName(at, zone)} · ${toIso(at).slice(11, 19)} UTC`);
}

/** `YYYY-MM-DD` in the zone. */
export function isoDate(at: Instant, zone: string): string {
  const parts = format(zone, 'iso', { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/** A calendar date without a zone, `2027-03-31`, as `Mar 31, 2027`. */
export function calendarDateText(date: string): string {
  return dateText(noonOfDate(date), 'UTC');
}

/** The past as a person says it: `just now`, `3 min ago`, `4 hours ago`, `yesterday`, `Nov 2`, `Nov 2, 2025`. */
export function pastText(at: Instant, now: Instant, zone: string): string {
  const age = now - at;
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  const day = isoDate(at, zone);
  if (day === isoDate(now, zone) || age < 6 * HOUR) {
    const hours = Math.floor(age / HOUR);
    return hours === 1 ? '1 hour ago' : `${hours} hours ago`;
  }
  if (day === dayBefore(isoDate(now, zone))) return 'yesterday';
  const text = dateText(at, zone);
  return day.slice(0, 4) === isoDate(now, zone).slice(0, 4) ? text.replace(/, \d+$/, '') : text;
}

/** By the calendar: 24 hours ago is the day before yesterday in the first hour after a day of 23. */
function dayBefore(date: string): string {
  return isoDate(plus(noonOfDate(date), -DAY), 'UTC');
}

/** An instant in words: `label` in the line, `title` in the tooltip, `iso` for machines. */
export type TimeText = { iso: string; label: string; title: string };

/** The past, with its exact form beside it. */
export function pastTimeText(at: Instant, now: Instant, zone: string): TimeText {
  return { iso: toIso(at), label: pastText(at, now, zone), title: fullText(at, zone) };
}

/** A calendar date `YYYY-MM-DD` without its year, where it is near: `Nov 23`. */
export function shortDateText(date: string): string {
  return format('UTC', 'calendar-short', { month: 'short', day: 'numeric' }).format(noonOfDate(date));
}

/** A calendar date with its weekday: `Thu, Nov 12`. */
export function weekdayText(date: string): string {
  return format('UTC', 'calendar-weekday', { weekday: 'short', month: 'short', day: 'numeric' }).format(
    noonOfDate(date),
  );
}
