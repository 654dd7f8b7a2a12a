import type { Json } from '@/lib/kernel/canonical-json';
import { type Period, periodCode } from '@/lib/kernel/period-code';
import { periodErrorText } from './period-words';
import { type ExpiryPolicy, type KeyPolicy, maxLifespan } from './policy';
import {
  allowance,
  choice,
  dayList,
  limit,
  OWNER_KINDS,
  optionalPeriod,
  owners,
  type Setting,
  toggle,
  wholeNumber,
} from './setting-kinds';

/** A policy as the rows of its page: one value each, so that two policies can be compared row by row. */
export type PolicySettings = {
  expiryRule: ExpiryPolicy['rule'];
  maxExpiration: Period | null;
  notAccessed: Period | null;
  renew: boolean;
  owners: KeyPolicy['ownerKinds'];
  keysPerOwner: number | null;
  disable: boolean;
  regenerate: boolean;
  rename: boolean;
  notification: boolean;
  requiresMfa: boolean;
  permissions: 'FULL' | 'SELECTED' | 'CHOICE';
  /** IP policy, groups and audience. */
  advanced: boolean;
  reminderDays: readonly number[];
  rateLimitPerMinute: number | null;
  usageRetentionDays: number;
};

export type SettingName = keyof PolicySettings;

/** The settings as a form carries them: each a text. */
export type PolicyDraft = { [N in SettingName]: string };

const SETTINGS: { readonly [N in SettingName]: Setting<PolicySettings[N]> } = {
  expiryRule: choice('Expiry', {
    END_OF_PREVIOUS_DAY: 'end of previous day',
    CHOSEN_INSTANT: 'chosen instant',
    NEVER: 'none',
  }),
  maxExpiration: optionalPeriod('Max Key Lifespan', 'none'),
  notAccessed: optionalPeriod('Not Accessed Expiration', 'off'),
  renew: allowance('Renew'),
  owners: owners('Owners'),
  keysPerOwner: limit('Keys per owner', 10_000),
  disable: allowance('Disable and activate'),
  regenerate: allowance('Regenerate'),
  rename: allowance('Edit'),
  notification: allowance('Notification'),
  requiresMfa: toggle('MFA for owners', 'required', 'off'),
  permissions: choice('Permissions', { FULL: 'full', SELECTED: 'selected', CHOICE: 'owner chooses' }),
  advanced: allowance('IP policy, groups, audience'),
  reminderDays: dayList('Reminders'),
  rateLimitPerMinute: limit('Rate limit', 1_000_000),
  usageRetentionDays: wholeNumber('Usage history', 3_650, (value) => (value === 1 ? '1 day' : `${value} days`)),
};

/** In the order of the page. */
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[]; // the keys of the literal above

export function settingLabel(name: SettingName): string {
  return SETTINGS[name].label;
}

/** The value in a sentence: `p3m`, `not allowed`, `users, the company`. */
export function settingText<N extends SettingName>(settings: PolicySettings, name: N): string {
  return SETTINGS[name].says(settings[name]);
}

export function writeDraft(settings: PolicySettings): PolicyDraft {
  const entries = SETTING_NAMES.map((name) => [name, writeOne(settings, name)]);
  return Object.fromEntries(entries) as PolicyDraft; // one entry for each name
}

function writeOne<N extends SettingName>(settings: PolicySettings, name: N): string {
  return SETTINGS[name].write(settings[name]);
}

export type DraftReading = {
  /** What the draft says; where a field cannot be read, what `fallback` says. */
  settings: PolicySettings;
  /** The sentence under each field that cannot be read. */
  errors: { [N in SettingName]?: string };
};

export function readDraft(draft: PolicyDraft, fallback: PolicySettings): DraftReading {
  const reading: DraftReading = { settings: { ...fallback }, errors: {} };
  for (const name of SETTING_NAMES) readOne(draft, name, reading);
  return withLifespan(draft, fallback, reading);
}

function readOne<N extends SettingName>(draft: PolicyDraft, name: N, { settings, errors }: DraftReading): void {
  const read = SETTINGS[name].read(draft[name].trim());
  if (read.ok) settings[name] = read.value;
  else errors[name] = read.error;
}

/** The one rule over two fields: a lifespan is there exactly where keys expire by date. */
function withLifespan(draft: PolicyDraft, fallback: PolicySettings, { settings, errors }: DraftReading): DraftReading {
  if (settings.expiryRule === 'NEVER') {
    const { maxExpiration: _, ...others } = errors;
    return { settings: { ...settings, maxExpiration: null }, errors: others };
  }
  if (draft.maxExpiration.trim() !== '') return { settings, errors };
  const { maxExpiration } = fallback;
  return {
    settings: { ...settings, maxExpiration },
    errors: { ...errors, maxExpiration: periodErrorText('SHAPE', '') },
  };
}

/** The settings that differ, in the order of the page. */
export function changedSettings(before: PolicySettings, after: PolicySettings): SettingName[] {
  return SETTING_NAMES.filter((name) => writeOne(before, name) !== writeOne(after, name));
}

/** These of the settings as the audit keeps them: numbers, words and lists, periods as they are typed. */
export function auditSettings(settings: PolicySettings, names: readonly SettingName[]): { [name: string]: Json } {
  return Object.fromEntries(names.map((name) => [name, auditValue(settings[name])]));
}

function auditValue(value: PolicySettings[SettingName]): Json {
  if (value === null || typeof value !== 'object') return value;
  return 'unit' in value ? periodCode(value) : value;
}

export function settingsOf({ allows, ...policy }: KeyPolicy): PolicySettings {
  const { disable, regenerate, rename, notification, renew } = allows;
  return {
    expiryRule: policy.expiry.rule,
    maxExpiration: maxLifespan(policy.expiry),
    notAccessed: policy.notAccessed,
    owners: OWNER_KINDS.filter((kind) => policy.ownerKinds.includes(kind)),
    keysPerOwner: policy.keysPerOwner,
    ...{ disable, regenerate, rename, notification, renew },
    requiresMfa: policy.requiresMfa,
    permissions: permissionsOf(allows),
    advanced: allows.ipPolicy && allows.groups && allows.audience,
    reminderDays: policy.reminderDays,
    rateLimitPerMinute: policy.rateLimitPerMinute,
    usageRetentionDays: policy.usageRetentionDays,
  };
}

function permissionsOf({ fullAccess, selectedAccess }: KeyPolicy['allows']): PolicySettings['permissions'] {
  if (fullAccess) return selectedAccess ? 'CHOICE' : 'FULL';
  return 'SELECTED';
}

export function policyOf(settings: PolicySettings): KeyPolicy {
  const { disable, regenerate, rename, notification, renew, advanced } = settings;
  return {
    keysPerOwner: settings.keysPerOwner,
    ownerKinds: settings.owners,
    expiry: expiryOf(settings),
    notAccessed: settings.notAccessed,
    allows: {
      ...{ disable, regenerate, renew, rename, notification },
      fullAccess: settings.permissions !== 'SELECTED',
      selectedAccess: settings.permissions !== 'FULL',
      ...{ ipPolicy: advanced, groups: advanced, audience: advanced },
    },
    reminderDays: settings.reminderDays,
    rateLimitPerMinute: settings.rateLimitPerMinute,
    usageRetentionDays: settings.usageRetentionDays,
    requiresMfa: settings.requiresMfa,
  };
}

function expiryOf({ expiryRule, maxExpiration }: PolicySettings): ExpiryPolicy {
  if (expiryRule === 'NEVER') return { rule: 'NEVER' };
  if (maxExpiration === null) throw new Error('a policy under which keys expire has a lifespan');
  return expiryRule === 'CHOSEN_INSTANT'
    ? { rule: 'CHOSEN_INSTANT', most: maxExpiration }
    : { rule: 'END_OF_PREVIOUS_DAY', lifetime: maxExpiration };
}

/** Whether owners may have fewer keys than before. */
export function isFewer(before: PolicySettings, after: PolicySettings): boolean {
  const most = ({ keysPerOwner }: PolicySettings) => keysPerOwner ?? Number.POSITIVE_INFINITY;
  return most(after) < most(before);
}
