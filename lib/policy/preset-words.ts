import type { PresetName } from './presets';

/** What the presets are called, and the shortest that tells them apart. */
export const PRESET_WORDS: Readonly<Record<PresetName, { label: string; says: string }>> = {
  DEFAULT: { label: 'Keydesk default', says: '10 keys, one year, MFA' },
  SOMOS: { label: 'Somos', says: '1 key, one year, regenerate' },
  REDWOOD: { label: 'Redwood', says: 'chosen expiry, unused 3 months' },
  THALES: { label: 'Thales', says: 'service accounts, renew' },
  SYNERISE: { label: 'Synerise', says: 'groups, methods, IP policy' },
};
