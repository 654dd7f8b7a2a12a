import { DAY, HOUR, type Instant, MINUTE, noonOfDate, plus, type TimeFields, toIso } from './instant';
import { isoDate, twoDigits, wallTime, zoneName } from './wall-clock';

/**
 * Instants in words, in one English and one place, so that page, mail and audit say the same: `Intl`'s for the United States, with
 * plain spaces (tests hold the two together), but made of a wall clock, in a hundredth of the time.
 * Zones are IANA names; abbreviations are generic ("CT"), because a sentence about next March must not say "CST".
 */

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const short = (name = '') => name.slice(0, 3);

const monthDay = ({ month, day }: TimeFields) => `${short(MONTHS[month - 1])} ${day}`;
const dateOf = (wall: TimeFields) => `${monthDay(wall)}, ${wall.year}`;
/** 12 AM is midnight, 12 PM noon. */
const timeOf = ({ hour, minute }: TimeFields, seconds = '') =>
  `${hour % 12 === 0 ? 12 : hour % 12}:${twoDigits(minute)}${seconds} ${hour < 12 ? 'AM' : 'PM'}`;

/** `Nov 23, 2026` */
export function dateText(at: Instant, zone: string): string {
  return dateOf(wallTime(at, zone));
}

/** `Nov 22, 2026, 11:59 PM CT` */
export function dateTimeText(at: Instant, zone: string): string {
  const wall = wallTime(at, zone);
  return `${dateOf(wall)}, ${timeOf(wall)} ${zoneName(at, zone)}`;
}

/** `11:59 PM`, where the day and the zone stand above. */
export function timeText(at: Instant, zone: string): string {
  return timeOf(wallTime(at, zone));
}

/** A day as a heading: `Today, November 18`, `Yesterday, …`, `Monday, November 16`, with the year of another one. */
export function dayText(at: Instant, now: Instant, zone: string): string {
  const [day, today] = [isoDate(at, zone), isoDate(now, zone)];
  const { month, day: dayOfMonth, year, weekday } = wallTime(at, zone);
  const date = `${MONTHS[month - 1]} ${dayOfMonth}${day.slice(0, 4) === today.slice(0, 4) ? '' : `, ${year}`}`;
  if (day === today) return `Today, ${date}`;
  return `${day === dayBefore(today) ? 'Yesterday' : WEEKDAYS[weekday]}, ${date}`;
}

/** `Nov 18, 2026, 10:39:12 AM CT · 16:39:12 UTC`, for tooltips. */
export function fullText(at: Instant, zone: string): string {
  const wall = wallTime(at, zone);
  const time = timeOf(wall, `:${twoDigits(wall.second)}`);
  return `${dateOf(wall)}, ${time} ${zoneName(at, zone)} · ${toIso(at).slice(11, 19)} UTC`;
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
  const wall = wallTime(at, zone);
  return day.slice(0, 4) === isoDate(now, zone).slice(0, 4) ? monthDay(wall) : dateOf(wall);
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
  return monthDay(wallTime(noonOfDate(date), 'UTC'));
}

/** A calendar date with its weekday: `Thu, Nov 12`. */
export function weekdayText(date: string): string {
  const wall = wallTime(noonOfDate(date), 'UTC');
  return `${short(WEEKDAYS[wall.weekday])}, ${monthDay(wall)}`;
}
