import type { TimeText } from '@/lib/kernel/time-text';

/** What the pages show of calls. Every number is written, and every height computed, on the server. */

/** One day of the chart: `allowed` and `denied` as heights of their scales, 0 to 1. */
export type UsageDayView = {
  date: string;
  /** `Thu, Nov 12` */
  label: string;
  allowed: string;
  denied: string;
  /** Why calls were denied, the most frequent first. */
  codes: { code: string; calls: string }[];
  /** The day in a sentence, for who hears it. */
  says: string;
  heights: { allowed: number; denied: number };
};

export type UsagePeriodView = {
  /** `7 days` */
  name: string;
  /** The whole chart in a sentence. */
  says: string;
  allowed: string;
  denied: string;
  /** `0.3%`; null where nothing was denied. */
  deniedShare: string | null;
  /** The numbers at the lines: of the upper scale top and middle, of the lower its end. */
  scale: { top: string; middle: string; bottom: string | null };
  /** The oldest first. */
  days: UsageDayView[];
  /** Dates below the chart, each where its day begins, 0 to 1. The last is Today. */
  ticks: { label: string; at: number }[];
};

/** Calls with one key. */
export type KeyUsageView = {
  /** Null where there were none in the longest of the periods. */
  periods: UsagePeriodView[] | null;
  lastUse: { time: TimeText; address: string | null; agent: string | null } | null;
  /** What to do where there were none. */
  advice: string;
};

/** A month in 60 × 20: the line of a list's row. */
export type SparklineView = {
  /** `Calls in the last 30 days: 39,335, at most 2,069 on a day.` */
  label: string;
  /** The path of the line, in 600 × 200. */
  line: string;
};

/** Calls with all keys of a company. */
export type CompanyUsageView = {
  allowed: string;
  denied: string;
  deniedShare: string | null;
  /** Why, the most frequent first. */
  codes: { code: string; calls: string }[];
  busiest: { keyId: string; name: string; calls: string }[];
};
