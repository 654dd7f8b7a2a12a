import type { TimeText } from '@/lib/kernel/time-text';

/** What the pages show of keys. Every word and time is made on the server, so that the browser computes nothing. */

export type { TimeText };

/** The first verdict, in the verifier's order, that a call with the key would get now; ACTIVE stands for VALID. */
export type KeyStatus = 'ACTIVE' | 'DISABLED' | 'EXPIRED' | 'EXPIRED_INACTIVE' | 'OWNER_INACTIVE' | 'MFA_REQUIRED';

export type KeyView = {
  id: string;
  name: string;
  description: string | null;
  accessKey: string;
  audience: 'BUSINESS_PROFILE' | 'CLIENT';
  /** The position of the switch. */
  isOn: boolean;
  status: KeyStatus;
  statusLabel: string;
  statusTone: 'ok' | 'warn' | 'idle' | 'bad';
  group: { id: string; name: string } | null;
  created: TimeText;
  lastUsed: TimeText | null;
  /** Within the last hour: a red button would break something that runs now. */
  lastUsedRecently: boolean;
  lastUsedAddress: string | null;
  disabled: TimeText | null;
  /** The company's date; null = never. */
  expiration: TimeText | null;
  worksUntil: string | null;
  /** Share of the lifetime that is gone, 0 to 1. */
  lifeSpent: number;
  /** The sentence of REQUIREMENTS 2.12. */
  details: string;
  /** What regenerating now would give; null = never expires. */
  newWorksUntil: string | null;
  /** Set from five days before the end. */
  expiresSoon: { days: number } | null;
  may: { disable: boolean; activate: boolean; regenerate: boolean; rename: boolean; delete: boolean };
};

/** Answered once, by the action that generated or regenerated the key, and nowhere else. */
export type RevealedKey = {
  id: string;
  name: string;
  accessKey: string;
  accessSecret: string;
  key: string;
  worksUntil: string | null;
  fileName: string;
  curl: string;
};

export type KeyPageView = {
  ownerName: string;
  keys: KeyView[];
  /** Keys the owner may have; null = no limit. */
  limit: number | null;
  mayGenerate: boolean;
  /** "1 year", for "Max Key Lifespan". */
  lifespan: string | null;
  /** "3 months", for "Not Accessed Expiration". */
  notAccessed: string | null;
  newWorksUntil: string | null;
  reminderDays: number[];
  helpDesk: string | null;
};
