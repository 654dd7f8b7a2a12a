import type { Actor } from '@/lib/authz/actor';
import type { Clock } from '@/lib/kernel/clock';
import type { Db } from './database';

/** What every command and query is handed first. */
export type Ctx = {
  db: Db;
  clock: Clock;
  actor: Actor;
  request: RequestFacts;
};

/** Where a request came from, for the audit. `id` is `req_…` and appears in logs and in errors to people. */
export type RequestFacts = {
  id: string;
  address?: string;
  userAgent?: string;
  /** The cookie of a browser that may be known (`lib/accounts/known-browsers.ts`), as it was sent: never logged. */
  browserToken?: string;
};
