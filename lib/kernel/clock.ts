import type { Instant } from './instant';

/** The one source of the present. Taken once per operation and then passed on as a value. */
export type Clock = { now(): Instant };
