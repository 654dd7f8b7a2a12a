import type { Instant } from '@/lib/kernel/instant';
import type { Progress } from './handler';

/** A process as queries answer it. */
export type ProcessRecord = {
  id: string;
  kind: string;
  state: 'SCHEDULED' | 'RUNNING' | 'COMPLETED' | 'ERROR' | 'CANCELED';
  createdAt: Instant;
  endedAt: Instant | null;
  createdById: string | null;
  createdByName: string | null;
  progress: Progress;
  /** Why it did not complete, for people. */
  error: string | null;
};
