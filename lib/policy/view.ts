import type { PresetName } from './presets';
import type { PolicyDraft, SettingName } from './settings';

/** What the page of the key policy shows. Every word and time is made on the server. */
export type PolicyPageView = {
  /** The policy in force. `revision` goes back with a change, which finds out by it whether that still is so. */
  saved: PolicyDraft;
  revision: string;
  /** The preset that the policy is nearest to. */
  start: PresetName;
  presets: PresetView[];
  preview: PolicyPreview;
};

export type PresetView = { name: PresetName; label: string; says: string; draft: PolicyDraft };

/** What a draft would change, and what that does. */
export type PolicyPreview = {
  /** The sentence under each field that cannot be read. */
  errors: { [N in SettingName]?: string };
  /** What each setting that would change is now: "Changed from …". */
  from: { [N in SettingName]?: string };
  /** Settings that differ from the preset it started from. */
  sinceStart: number;
  newKey: FactView[];
  /** "Months are calendar months in …" */
  calendar: string;
  effect: EffectView;
};

/** `isOpen`: a field has to be corrected before this can be told. */
export type FactView = { label: string; says: string; isOpen: boolean };

export type EffectView = {
  /** "The 148 keys there are"; null where there is none. */
  title: string | null;
  /** Set where MFA for owners would change. */
  mfa: MovesView | null;
  /** Set where keys have another inactivity limit than the draft: what giving them this one would do. */
  limit: MovesView | null;
  /** Of all that would be saved, with the limit where it is ticked. */
  stop: number;
  /** "13 keys stop, 0 come back", where MFA and the limit both do something. */
  together: MovesView | null;
  stopping: StoppingView;
  /** What the draft changes for keys made from now on only, a sentence each. */
  stays: string[];
};

export type MovesView = { says: string; isBad: boolean };

/** The keys that would stop, the last used first, and how many more there are. */
export type StoppingView = {
  keys: { id: string; name: string; owner: string; lastUsed: string }[];
  more: number;
};
