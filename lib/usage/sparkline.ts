import type { UsageSeries } from './queries';
import type { SparklineView } from './view';

/** In tenths of a pixel, so that whole numbers are exact enough: a list has a thousand of them. */
const WIDTH = 600;
const HEIGHT = 200;
/** Half the line stays inside above and below. */
const INSET = 10;

/** The line of each key of a list; null where it had no calls. */
export function withCalls<K extends { id: string }>(
  keys: readonly K[],
  series: UsageSeries,
): (K & { calls: SparklineView | null })[] {
  return keys.map((key) => ({ ...key, calls: presentSparkline(series.get(key.id) ?? []) }));
}

/** A line of its own scale: it shows when a key was used, and its label how much. */
export function presentSparkline(days: readonly number[]): SparklineView | null {
  const peak = Math.max(0, ...days);
  if (peak === 0) return null;
  const total = days.reduce((sum, calls) => sum + calls, 0);
  const step = WIDTH / Math.max(1, days.length - 1);
  const floor = HEIGHT - INSET;
  const points = days.map((calls, index) => {
    const y = floor - (calls / peak) * (floor - INSET);
    return `${Math.round(index * step)} ${Math.round(y)}`;
  });
  const line = `M${points.join('L')}`;
  const label = `Calls in the last ${days.length} days: ${number(total)}, at most ${number(peak)} on a day.`;
  return { label, line };
}

const number = (count: number) => count.toLocaleString('en-US');
