import type { Instant } from '@/lib/kernel/instant';

export type RequestState = 'WAITING' | 'GRANTED' | 'REFUSED' | 'WITHDRAWN';

/** An access request with the people in it, field by field. */
export type AccessRequestRecord = {
  id: string;
  personId: string;
  personName: string;
  personEmail: string;
  reason: string;
  state: RequestState;
  requestedAt: Instant;
  answeredAt: Instant | null;
  answeredByName: string | null;
  note: string | null;
};

export type AnsweredRequest = { id: string; personName: string };
