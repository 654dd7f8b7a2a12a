import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { toInstant } from './instant';
import { dateText, dayText, fullText, timeText, weekdayText } from './time-text';
import { isoDate, wallClock } from './wall-clock';

const ZONES = [
  ...['America/Chicago', 'America/St_Johns', 'Europe/Berlin', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Kathmandu'],
  ...['Asia/Gaza', 'Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Kiritimati', 'America/Sao_Paulo', 'UTC'],
];
const [FROM, TO] = [Date.UTC(1990, 0, 1), Date.UTC(2060, 0, 1)];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: FROM, max: TO }).map(toInstant);

const zonedAt = (at: number, name: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
const offsetAt = (at: number, name: string) => zonedAt(at, name).offsetNanoseconds / 1_000_000;
const changeAfter = (at: number, name: string) => zonedAt(at, name).getTimeZoneTransition('next')?.epochMilliseconds;

test.each(ZONES)('the wall clock of %s changes with that of Temporal, however soon again', (name) => {
  for (let at = changeAfter(FROM, name), next: number | undefined; at !== undefined && at < TO; at = next) {
    next = changeAfter(at, name);
    for (const near of [at - 1, at, ((next ?? TO) + at) / 2].map(Math.floor)) {
      expect(wallClock(toInstant(near), name) - near, new Date(near).toISOString()).toBe(offsetAt(near, name));
    }
  }
});

test('the wall clock is that of Temporal, in any zone and about every change of its clocks', () => {
  const near = fc.tuple(zone, instant, fc.integer({ min: -3_600_001, max: 3_600_001 })).map(([name, at, millis]) => {
    return [name, toInstant((changeAfter(at, name) ?? at) + millis)] as const;
  });
  fc.assert(
    fc.property(fc.oneof(near, fc.tuple(zone, instant)), ([name, at]) => {
      expect(wallClock(at, name)).toBe(at + offsetAt(at, name));
    }),
    { numRuns: 2_000 },
  );
});

test('times in words are those of Intl for the United States, with plain spaces', () => {
  fc.assert(
    fc.property(instant, instant, zone, (at, now, name) => {
      const words = (options: Intl.DateTimeFormatOptions) =>
        new Intl.DateTimeFormat('en-US', { timeZone: name, ...options }).format(at).replaceAll('\u202f', ' ');
      const date = words({ year: 'numeric', month: 'short', day: 'numeric' });
      expect(dateText(at, name)).toBe(date);
      expect(timeText(at, name)).toBe(words({ hour: 'numeric', minute: '2-digit' }));
      const exact = words({ hour: 'numeric', minute: '2-digit', second: '2-digit' });
      expect(fullText(at, name).startsWith(`${date}, ${exact} `)).toBe(true);
      expect(isoDate(at, name)).toBe(zonedAt(at, name).toPlainDate().toString());
      const [day, today] = [isoDate(at, name), isoDate(now, name)];
      const isSameYear = day.slice(0, 4) === today.slice(0, 4);
      const long = words({ month: 'long', day: 'numeric', ...(isSameYear ? {} : { year: 'numeric' }) });
      expect(dayText(at, now, name).endsWith(`, ${long}`)).toBe(true);
      if (Math.abs(at - now) > 48 * 3_600_000) {
        expect(dayText(at, now, name)).toBe(`${words({ weekday: 'long' })}, ${long}`);
      }
      const noon = new Intl.DateTimeFormat('en-US', {
        timeZone: 'UTC',
        weekday: 'short',
        month: 'short',
        day: 'numeric',
      });
      expect(weekdayText(day)).toBe(noon.format(new Date(`${day}T12:00Z`)));
    }),
    { numRuns: 500 },
  );
});
