import type { Period } from '@/lib/kernel/period';

/** What a company's keys may be (REQUIREMENTS §3). */
export type KeyPolicy = {
  /** null = no limit */
  keysPerOwner: number | null;
  ownerKinds: readonly ('USER' | 'SERVICE_ACCOUNT' | 'COMPANY')[];
  expiry: ExpiryPolicy;
  notAccessed: Period | null;
  allows: {
    disable: boolean;
    regenerate: boolean;
    renew: boolean;
    rename: boolean;
    notification: boolean;
    fullAccess: boolean;
    selectedAccess: boolean;
    ipPolicy: boolean;
    groups: boolean;
    audience: boolean;
  };
  reminderDays: readonly number[];
  rateLimitPerMinute: number | null;
  usageRetentionDays: number;
  requiresMfa: boolean;
};

export type ExpiryPolicy =
  | { rule: 'END_OF_PREVIOUS_DAY'; lifetime: Period }
  | { rule: 'CHOSEN_INSTANT'; most: Period }
  | { rule: 'NEVER' };

/** The longest that a key may live; null = for ever. */
export function maxLifespan(expiry: ExpiryPolicy): Period | null {
  switch (expiry.rule) {
    case 'END_OF_PREVIOUS_DAY':
      return expiry.lifetime;
    case 'CHOSEN_INSTANT':
      return expiry.most;
    case 'NEVER':
      return null;
  }
}

/** The default of REQUIREMENTS §3, for a company that chose no preset. */
export const DEFAULT_POLICY: KeyPolicy = {
  keysPerOwner: 10,
  ownerKinds: ['USER', 'SERVICE_ACCOUNT', 'COMPANY'],
  expiry: { rule: 'CHOSEN_INSTANT', most: { count: 1, unit: 'y' } },
  notAccessed: { count: 3, unit: 'm' },
  allows: {
    disable: true,
    regenerate: true,
    renew: false,
    rename: true,
    notification: true,
    fullAccess: true,
    selectedAccess: true,
    ipPolicy: true,
    groups: true,
    audience: true,
  },
  reminderDays: [30, 5],
  rateLimitPerMinute: null,
  usageRetentionDays: 90,
  requiresMfa: true,
};
