import type { Clock } from '@/lib/kernel/clock';
import { toInstant } from '@/lib/kernel/instant';
import { config } from './config';

/** The process's time plus KEYDESK_NOW_OFFSET; the only reader of the machine's clock. */
export const systemClock: Clock = {
  now: () => toInstant(Date.now() + config().nowOffsetMs),
};
