import { DAY, type Instant, MINUTE, toInstant, utcMidnight } from './instant';
import { isoDate, twoDigits, wallClock, wallTime } from './wall-clock';

/** Date and time on somebody's wall: `YYYY-MM-DD` and `HH:MM`, as HTML's fields give them. */
export type LocalTime = { date: string; time: string };

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether the text is a date of the calendar and a time of the day. */
export function isLocalTime({ date, time }: LocalTime): boolean {
  if (!DATE.test(date) || !TIME.test(time)) return false;
  // Feb 30 would be read as Mar 2.
  return toLocalTime(wallMilliseconds({ date, time }), 'UTC').date === date;
}

/** What the wall in `zone` shows at an instant, seconds left off. */
export function toLocalTime(at: number, zone: string): LocalTime {
  const { hour, minute } = wallTime(at, zone);
  return { date: isoDate(at, zone), time: `${twoDigits(hour)}:${twoDigits(minute)}` };
}

/** Minutes east of UTC at an instant. */
function offsetMinutes(at: number, zone: string): number {
  return Math.floor((wallClock(at, zone) - at) / MINUTE);
}

/** `UTC−6`, `UTC+5:30` */
export function offsetText(at: number, zone: string): string {
  const minutes = offsetMinutes(at, zone);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(Math.abs(minutes) / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/**
 * The instant that a wall in `zone` shows so. A time that exists twice is the first one; one that is skipped is read with the
 * offset from before the skip, so that 2:30 becomes 3:30: what Temporal calls `compatible`. Needs no library, because
 * browsers show with it what the server will decide; a test holds it against Temporal.
 */
export function fromLocalTime(local: LocalTime, zone: string): Instant {
  const wall = wallMilliseconds(local);
  const before = wall - offsetMinutes(wall - DAY, zone) * MINUTE;
  const after = wall - offsetMinutes(wall + DAY, zone) * MINUTE;
  const shows = (at: number) => wallMilliseconds(toLocalTime(at, zone)) === wall;
  if (shows(before)) return toInstant(before);
  return toInstant(shows(after) ? after : before);
}

function wallMilliseconds({ date, time }: LocalTime): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return utcMidnight(year, month, day) + (hour * 60 + minute) * MINUTE;
}
