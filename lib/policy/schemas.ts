import { z } from 'zod';
import { DEFAULT_POLICY } from './policy';
import { PRESET_NAMES } from './presets';
import { type PolicyDraft, readDraft, SETTING_NAMES, settingsOf } from './settings';

/** Longer than anything that a field can mean. */
const MOST_TEXT = 200;

const text = z.string('Choose one of the values offered.').max(MOST_TEXT, 'That is too long.');

const draftShape = Object.fromEntries(SETTING_NAMES.map((name) => [name, text])) as {
  [N in keyof PolicyDraft]: typeof text; // one entry for each name
};

const tick = z
  .string()
  .optional()
  .transform((value) => value === 'yes');

/** A draft as it stands, right or wrong: what it would do is told field by field. */
export const previewSchema = z.object({ ...draftShape, start: z.enum(PRESET_NAMES), applyLimit: tick });

/** A draft that is to become the policy. `seen` is the policy that the page showed. */
export const changePolicySchema = z
  .object({ ...draftShape, seen: z.string().max(4_000), applyLimit: tick })
  .transform(({ seen, applyLimit, ...draft }, context) => {
    const { settings, errors } = readDraft(draft, settingsOf(DEFAULT_POLICY));
    for (const [field, message] of Object.entries(errors)) {
      context.addIssue({ code: 'custom', path: [field], message });
    }
    return Object.keys(errors).length > 0 ? z.NEVER : { settings, seen, applyLimit };
  });

export type PreviewInput = z.output<typeof previewSchema>;
export type ChangePolicyInput = z.output<typeof changePolicySchema>;
