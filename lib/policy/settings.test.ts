import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPeriodText } from './period-words';
import { PRESETS } from './presets';
import {
  auditSettings,
  changedSettings,
  policyOf,
  readDraft,
  SETTING_NAMES,
  type SettingName,
  settingsOf,
  writeDraft,
} from './settings';

const usual = settingsOf(PRESETS.DEFAULT);
const draft = writeDraft(usual);
const errorsOf = (changes: Partial<typeof draft>) => readDraft({ ...draft, ...changes }, usual).errors;
const readAs = (name: SettingName, text: string) => readDraft({ ...draft, [name]: text }, usual).settings[name];

test('a policy survives the way through the form, whatever it says', () => {
  const bool = fc.boolean();
  const period = fc.constantFrom('p1d', 'p2w', 'p6m', 'p100y', '');
  const arbitrary = fc.record({
    expiryRule: fc.constantFrom('END_OF_PREVIOUS_DAY', 'CHOSEN_INSTANT', 'NEVER'),
    maxExpiration: fc.constantFrom('p1d', 'p1y'),
    notAccessed: period,
    owners: fc.constantFrom('USER', 'USER,COMPANY', 'SERVICE_ACCOUNT,COMPANY'),
    keysPerOwner: fc.constantFrom('', '1', '10000'),
    permissions: fc.constantFrom('FULL', 'SELECTED', 'CHOICE'),
    reminderDays: fc.constantFrom('', '30, 5', '365'),
    rateLimitPerMinute: fc.constantFrom('', '600'),
    usageRetentionDays: fc.constantFrom('1', '3650'),
    flags: fc.record({
      renew: bool,
      disable: bool,
      regenerate: bool,
      rename: bool,
      notification: bool,
      requiresMfa: bool,
      advanced: bool,
    }),
  });
  fc.assert(
    fc.property(arbitrary, ({ flags, ...texts }) => {
      const yesNo = Object.fromEntries(Object.entries(flags).map(([name, on]) => [name, on ? 'yes' : 'no']));
      const { settings, errors } = readDraft({ ...draft, ...texts, ...yesNo }, usual);
      expect(errors).toEqual({});
      expect(settingsOf(policyOf(settings))).toEqual(settings);
      expect(readDraft(writeDraft(settings), usual).settings).toEqual(settings);
    }),
  );
});

describe('a field that cannot be read says why, and leaves the others', () => {
  test.each<[SettingName, string, string]>([
    ['maxExpiration', 'P6M', 'Write it in lower case: p6m.'],
    ['maxExpiration', 'SIX', 'Write it in lower case: p6m.'],
    ['maxExpiration', 'p1y6m', 'Use one number and one unit, such as p6m.'],
    ['maxExpiration', '', 'Use one number and one unit, such as p6m.'],
    ['maxExpiration', 'p0d', 'Use a number from 1.'],
    ['notAccessed', 'p3h', 'End with d, w, m or y.'],
    ['notAccessed', 'p101y', 'That is longer than a policy may be.'],
    ['keysPerOwner', '0', 'Use a whole number from 1 to 10,000, or leave it empty.'],
    ['keysPerOwner', '1.5', 'Use a whole number from 1 to 10,000, or leave it empty.'],
    ['keysPerOwner', '-1', 'Use a whole number from 1 to 10,000, or leave it empty.'],
    ['rateLimitPerMinute', '1000001', 'Use a whole number from 1 to 1,000,000, or leave it empty.'],
    ['usageRetentionDays', '', 'Use a whole number from 1 to 3,650.'],
    ['reminderDays', '30; 5', 'Use whole numbers with commas, such as 30, 5.'],
    ['reminderDays', '0', 'Use days from 1 to 365.'],
    ['reminderDays', '1,2,3,4,5,6', 'Use at most 5 reminders.'],
    ['owners', '', 'Choose at least one.'],
    ['owners', 'USER,ROBOT', 'Choose one of the values offered.'],
    ['expiryRule', 'SOMETIMES', 'Choose one of the values offered.'],
    ['expiryRule', 'toString', 'Choose one of the values offered.'],
    ['renew', 'maybe', 'Choose one of the values offered.'],
  ])('%s: %j', (name, text, sentence) => {
    const changed = { ...draft, disable: 'no', [name]: text };
    const { settings, errors } = readDraft(changed, usual);
    expect(errors).toEqual({ [name]: sentence });
    expect(settings).toEqual({ ...usual, disable: false });
  });
});

test('what is typed otherwise and means the same is the same', () => {
  expect(readAs('reminderDays', '5,30, 30')).toEqual([30, 5]);
  expect(readAs('keysPerOwner', ' 07 ')).toBe(7);
  expect(readAs('owners', 'COMPANY,USER')).toEqual(['USER', 'COMPANY']);
  expect(readAs('notAccessed', ' p3m ')).toEqual({ count: 3, unit: 'm' });
});

test('where keys do not expire by date the lifespan is none, whatever its field says', () => {
  const never = { ...draft, expiryRule: 'NEVER', maxExpiration: 'P6M' };
  expect(readDraft(never, usual)).toEqual({
    settings: { ...usual, expiryRule: 'NEVER', maxExpiration: null },
    errors: {},
  });
  expect(errorsOf({ maxExpiration: 'P6M' })).not.toEqual({});
});

test('exactly the settings that differ are told, and kept in the audit as plain values', () => {
  const after = { ...usual, disable: false, notAccessed: { count: 2, unit: 'm' } as const, keysPerOwner: null };
  expect(changedSettings(usual, usual)).toEqual([]);
  const changed = changedSettings(usual, after);
  expect(changed).toEqual(['notAccessed', 'keysPerOwner', 'disable']);
  expect(auditSettings(usual, changed)).toEqual({ disable: true, notAccessed: 'p3m', keysPerOwner: 10 });
  expect(auditSettings(after, changed)).toEqual({ disable: false, notAccessed: 'p2m', keysPerOwner: null });
});

test('a change of any one setting is seen', () => {
  for (const name of SETTING_NAMES) {
    const others = Object.values(PRESETS).map(settingsOf);
    const other = [...others, { ...usual, rateLimitPerMinute: 1, usageRetentionDays: 1 }].find(
      (settings) => JSON.stringify(settings[name]) !== JSON.stringify(usual[name]),
    );
    expect(changedSettings(usual, { ...usual, [name]: other?.[name] })).toEqual([name]);
  }
});

test('a period says what it means as it is typed', () => {
  expect(readPeriodText('p6m')).toEqual({ meaning: '6 months' });
  expect(readPeriodText('p')).toEqual({ wrong: 'Use one number and one unit, such as p6m.' });
});
