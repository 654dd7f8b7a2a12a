import { DEFAULT_POLICY, type KeyPolicy } from './policy';

/** The four systems that Keydesk takes over from, and its own default: where a policy may start. */
export const PRESET_NAMES = ['DEFAULT', 'SOMOS', 'REDWOOD', 'THALES', 'SYNERISE'] as const;

export type PresetName = (typeof PRESET_NAMES)[number];

const NOTHING = {
  disable: false,
  regenerate: false,
  renew: false,
  rename: false,
  notification: false,
  fullAccess: false,
  selectedAccess: false,
  ipPolicy: false,
  groups: false,
  audience: false,
} as const satisfies KeyPolicy['allows'];

const ONE_YEAR = { count: 1, unit: 'y' } as const;

/** What all four have in common. How long usage is kept is none of theirs. */
const COMMON = {
  keysPerOwner: null,
  notAccessed: null,
  reminderDays: [],
  rateLimitPerMinute: null,
  usageRetentionDays: DEFAULT_POLICY.usageRetentionDays,
  requiresMfa: false,
} as const;

/** The table of REQUIREMENTS §3, column by column. */
export const PRESETS: { readonly [N in PresetName]: KeyPolicy } = {
  DEFAULT: DEFAULT_POLICY,
  SOMOS: {
    ...COMMON,
    keysPerOwner: 1,
    ownerKinds: ['USER'],
    expiry: { rule: 'END_OF_PREVIOUS_DAY', lifetime: ONE_YEAR },
    allows: { ...NOTHING, disable: true, regenerate: true, fullAccess: true },
    reminderDays: [30, 5],
    requiresMfa: true,
  },
  REDWOOD: {
    ...COMMON,
    ownerKinds: ['USER'],
    expiry: { rule: 'CHOSEN_INSTANT', most: { count: 6, unit: 'm' } },
    notAccessed: { count: 3, unit: 'm' },
    allows: { ...NOTHING, notification: true, fullAccess: true },
  },
  THALES: {
    ...COMMON,
    ownerKinds: ['SERVICE_ACCOUNT'],
    expiry: { rule: 'END_OF_PREVIOUS_DAY', lifetime: ONE_YEAR },
    allows: { ...NOTHING, renew: true, rename: true, fullAccess: true },
  },
  SYNERISE: {
    ...COMMON,
    ownerKinds: ['COMPANY'],
    expiry: { rule: 'NEVER' },
    allows: { ...NOTHING, rename: true, selectedAccess: true, ipPolicy: true, groups: true, audience: true },
  },
};
