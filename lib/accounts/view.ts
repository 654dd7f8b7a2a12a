import type { TimeText } from '@/lib/kernel/time-text';

/** One place where somebody is signed in, in words made on the server. */
export type SessionView = {
  id: string;
  /** `Firefox on Windows` */
  browser: string;
  device: 'laptop' | 'phone';
  address: string | null;
  firstSeen: TimeText;
  lastSeen: TimeText;
  /** The browser that asks. */
  isCurrent: boolean;
};
