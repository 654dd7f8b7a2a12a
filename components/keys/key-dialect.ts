/** How the dialogs speak of keys: to their owner, or to an administrator about somebody. */
export type KeyDialect = {
  generateTitle: string;
  /** The field that names a key, and its hint. */
  nameLabel: string;
  nameHint: string;
  disableSays: string;
  activateSays: string;
  /** Limits are administrators' to set. */
  setsRateLimit: boolean;
};

export const OWN_KEYS: KeyDialect = {
  generateTitle: 'Generate New Key',
  nameLabel: 'Name',
  nameHint: 'Unique among your keys. It also names the downloaded file.',
  disableSays:
    'Calls with this key are refused within a second. You can activate it again at any time, and we will e-mail you a reminder.',
  activateSays:
    'The same key performs its normal functions again at once, unless MFA is off on your account. Its expiration date does not move.',
  setsRateLimit: false,
};

/** On "Maintain User API Keys" the name of a key is its description. */
export const keysOf = (ownerName: string): KeyDialect => ({
  generateTitle: 'New API Key',
  nameLabel: 'Description',
  nameHint: `Unique among the keys of ${ownerName}. It also names the downloaded file.`,
  disableSays: `Calls with this key are refused within a second. It can be activated again at any time, and we will e-mail ${ownerName} a reminder.`,
  activateSays: `The same key performs its normal functions again at once, unless MFA is off on the account of ${ownerName}. Its expiration date does not move.`,
  setsRateLimit: true,
});
