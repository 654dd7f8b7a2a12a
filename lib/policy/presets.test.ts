import { describe, expect, test } from 'vitest';
import { PRESET_NAMES, PRESETS, type PresetName } from './presets';
import { settingsOf, settingText } from './settings';

/** The table of REQUIREMENTS §3, cell by cell, in the words of the page. */
const TABLE: [row: Parameters<typeof settingText>[1], ...cells: Record<PresetName, string>[]][] = [
  ['keysPerOwner', cells('1', 'no limit', 'no limit', 'no limit', '10')],
  ['owners', cells('users', 'users', 'service accounts', 'the company', 'users, service accounts, the company')],
  ['expiryRule', cells('end of previous day', 'chosen instant', 'end of previous day', 'none', 'chosen instant')],
  ['maxExpiration', cells('p1y', 'p6m', 'p1y', 'none', 'p1y')],
  ['notAccessed', cells('off', 'p3m', 'off', 'off', 'p3m')],
  ['disable', cells('allowed', 'not allowed', 'not allowed', 'not allowed', 'allowed')],
  ['regenerate', cells('allowed', 'not allowed', 'not allowed', 'not allowed', 'allowed')],
  ['renew', cells('not allowed', 'not allowed', 'allowed', 'not allowed', 'not allowed')],
  ['rename', cells('not allowed', 'not allowed', 'allowed', 'allowed', 'allowed')],
  ['notification', cells('not allowed', 'allowed', 'not allowed', 'not allowed', 'allowed')],
  ['reminderDays', cells('30, 5', 'none', 'none', 'none', '30, 5')],
  ['permissions', cells('full', 'full', 'full', 'selected', 'owner chooses')],
  ['advanced', cells('not allowed', 'not allowed', 'not allowed', 'allowed', 'allowed')],
  ['rateLimitPerMinute', cells('no limit', 'no limit', 'no limit', 'no limit', 'no limit')],
  ['requiresMfa', cells('required', 'off', 'off', 'off', 'required')],
];

function cells(somos: string, redwood: string, thales: string, synerise: string, own: string) {
  return { SOMOS: somos, REDWOOD: redwood, THALES: thales, SYNERISE: synerise, DEFAULT: own };
}

describe.each(TABLE)('%s', (setting, expected) => {
  test.each(PRESET_NAMES)('of %s', (preset) => {
    expect(settingText(settingsOf(PRESETS[preset]), setting)).toBe(expected?.[preset]);
  });
});

test('the table tells of every setting but how long usage is kept, which is no system’s own', () => {
  const told = TABLE.map(([setting]) => setting).sort();
  const known = Object.keys(settingsOf(PRESETS.DEFAULT)).filter((name) => name !== 'usageRetentionDays');
  expect(told).toEqual(known.sort());
});

test('"IP policy, groups, audience" are three of the policy and one of the page: no preset has them apart', () => {
  for (const { allows } of Object.values(PRESETS)) {
    expect(new Set([allows.ipPolicy, allows.groups, allows.audience]).size).toBe(1);
  }
});
