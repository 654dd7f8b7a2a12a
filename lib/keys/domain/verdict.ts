import type { Instant } from '@/lib/kernel/instant';

/** Every answer the verifier can give, in the order in which they are checked (CONTRACT §3). */
export const VERDICT_CODES = [
  'MALFORMED',
  'NOT_FOUND',
  'DISABLED',
  'EXPIRED',
  'EXPIRED_INACTIVE',
  'OWNER_INACTIVE',
  'MFA_REQUIRED',
  'IP_DENIED',
  'AUDIENCE_DENIED',
  'RESOURCE_DENIED',
  'PERMISSION_DENIED',
  'RATE_LIMITED',
  'VALID',
] as const;

export type VerdictCode = (typeof VERDICT_CODES)[number];

/** What of a key, its owner and its company decides whether it may sign a program in at all. */
export type KeyStanding = {
  /** Deleted keys and superseded credentials are as good as unknown. */
  isLive: boolean;
  isDisabled: boolean;
  expiresAt: Instant | null;
  inactiveFrom: Instant | null;
  isOwnerActive: boolean;
  /** A person who has MFA off where the company's policy requires it. */
  lacksMfa: boolean;
};

export type StandingCode =
  | 'NOT_FOUND'
  | 'DISABLED'
  | 'EXPIRED'
  | 'EXPIRED_INACTIVE'
  | 'OWNER_INACTIVE'
  | 'MFA_REQUIRED'
  | 'VALID';

/** The first reason that refuses, or VALID. The instant of expiry itself is refused. */
export function judgeStanding(standing: KeyStanding, now: Instant): StandingCode {
  if (!standing.isLive) return 'NOT_FOUND';
  if (standing.isDisabled) return 'DISABLED';
  if (standing.expiresAt !== null && now >= standing.expiresAt) return 'EXPIRED';
  if (standing.inactiveFrom !== null && now >= standing.inactiveFrom) return 'EXPIRED_INACTIVE';
  if (!standing.isOwnerActive) return 'OWNER_INACTIVE';
  if (standing.lacksMfa) return 'MFA_REQUIRED';
  return 'VALID';
}
