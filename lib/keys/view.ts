import type { TimeText } from '@/lib/kernel/time-text';
import type { SparklineView } from '@/lib/usage/view';

/** What the pages show of keys. Every word and time is made on the server, so that the browser computes nothing. */

export type { TimeText };

/** The first verdict, in the verifier's order, that a call with the key would get now; ACTIVE stands for VALID. */
export type KeyStatus = 'ACTIVE' | 'DISABLED' | 'EXPIRED' | 'EXPIRED_INACTIVE' | 'OWNER_INACTIVE' | 'MFA_REQUIRED';

export type KeyView = {
  id: string;
  name: string;
  description: string | null;
  /** Sent with an edit, which is of the key as it was seen. */
  version: number;
  accessKey: string;
  audience: 'BUSINESS_PROFILE' | 'CLIENT';
  /** Whether policy lets keys be disabled and activated. */
  hasSwitch: boolean;
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
  /** A month of calls, in lists; null where there were none. */
  calls?: SparklineView | null;
  disabled: TimeText | null;
  rateLimit: {
    /** What the field begins with; empty where policy decides. */
    own: string;
    /** `600 requests a minute, set for this key` */
    says: string;
    /** What policy gives, for the field's hint. */
    policy: string;
  };
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
  /** What renewing would give, where policy has it; null = nothing to gain, or not possible. */
  renewal: { now: string; after: string; gainedDays: number } | null;
  may: {
    disable: boolean;
    activate: boolean;
    regenerate: boolean;
    renew: boolean;
    /** Anything of what "Edit" shows. */
    edit: boolean;
    /** Its name and description. */
    rename: boolean;
    group: boolean;
    delete: boolean;
  };
};

/** Answered once, by the action that generated or regenerated the key, and nowhere else. */
export type RevealedKey = {
  id: string;
  name: string;
  accessKey: string;
  /** Null for a publishable key. */
  accessSecret: string | null;
  key: string;
  worksUntil: string | null;
  fileName: string;
  curl: string;
};

/** The fields "Expires At" and "Time" are in the reader's zone; the sentence below them is in the company's. */
export type ChosenExpiryView = {
  date: string;
  time: string;
  readerZone: string;
  companyZone: string;
  /** "Nov 18, 2027, 10:42 AM CT" */
  latest: string;
  /** Renewal is off: what is chosen now stays. */
  isFinal: boolean;
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
  /** Where the person chooses the expiration: what the fields begin with. */
  chosenExpiry: ChosenExpiryView | null;
  reminderDays: number[];
  helpDesk: string | null;
};

/** An owner's keys as an administrator sees them. */
export type OthersKeyPageView = KeyPageView & {
  /** Why the owner can have no further key, in a sentence. */
  obstacle: string | null;
};

/** Keys that verify now and would be refused. */
export type StoppingKeysView = {
  count: number;
  /** The last used first. */
  keys: { id: string; name: string; lastUsed: string; isRecent: boolean }[];
  /** Not named above. */
  more: number;
};

/** The line of a key's life on its page. Decorative: its two ends and the Details sentence say all of it in words. */
export type LifelineView = {
  created: string;
  /** The expiration date, and what it means. */
  end: { label: string; says: string };
  /** Where now is, 0 to 1; null when the end has passed. */
  today: number | null;
  /** When it ends unless it is used, where that comes before the expiration date. */
  unused: { share: number; label: string } | null;
  tone: 'plain' | 'warn' | 'bad';
};

/** One key with everything about it but its history. */
export type KeyDetailView = {
  key: KeyView;
  lifeline: LifelineView;
  created: TimeText;
  /** Of the pair in force. */
  issued: TimeText;
  /** "Active since", "Disabled since", "Expired since"; null where nothing tells when it began. */
  since: { label: string; time: TimeText } | null;
};
