import { DAY, HOUR, MINUTE } from '@/lib/kernel/instant';

/** Who works at Northwind Numbering, and what their keys have been through. Names are fixed; times are relative to now. */

export const COMPANY = {
  name: 'Northwind Numbering',
  slug: 'northwind',
  timeZone: 'America/Chicago',
  helpDesk: '844.HEY.SOMOS (844.439.7666), Option 1',
} as const;

/** What became of a key after it was generated, in milliseconds before now. */
export type KeyStory = {
  name: string;
  generated: number;
  lastUsed?: number;
  disabled?: number;
  /** Its first credential was replaced then. */
  regenerated?: number;
  /** The answer to it that `demo.json` promises. */
  state?: 'VALID' | 'DISABLED' | 'EXPIRED' | 'EXPIRED_INACTIVE' | 'OWNER_INACTIVE' | 'MFA_REQUIRED';
};

export type PersonStory = {
  name: string;
  joined: number;
  /** The role of a demo sign-in, which gets a password. */
  role?: 'member' | 'member-no-mfa' | 'member-no-permission' | 'admin';
  isAdministrator?: boolean;
  hasKeyManagement?: boolean;
  hasMfa?: boolean;
  /** MFA was switched off again. */
  mfaOff?: number;
  deactivated?: number;
  /** Signed in then. */
  seen?: number;
  /** Was invited by the first administrator and has not answered. */
  isInvited?: boolean;
  /** Asked for key management, and waits. */
  asked?: { ago: number; reason: string };
  keys?: KeyStory[];
};

/** Makes the company: primary contact, administrator and operator of the installation. */
export const FOUNDER: PersonStory & { name: string } = { name: 'Priya Raman', joined: 640 * DAY };

export const PEOPLE: readonly PersonStory[] = [
  {
    name: 'Dana Whitfield',
    joined: 620 * DAY,
    role: 'admin',
    isAdministrator: true,
    keys: [
      { name: 'Billing export', generated: 261 * DAY, lastUsed: 3 * MINUTE, state: 'VALID' },
      { name: 'Invoice reconciliation', generated: 360 * DAY, lastUsed: 26 * HOUR },
      { name: 'Number porting batch', generated: 97 * DAY, lastUsed: 16 * DAY, disabled: 15 * DAY, state: 'DISABLED' },
      { name: 'Port status webhook', generated: 43 * DAY, lastUsed: 26 * MINUTE },
      { name: 'CI smoke tests', generated: 168 * DAY, lastUsed: 111 * DAY },
      { name: 'Nightly directory sync', generated: 2 * DAY },
    ],
  },
  { name: 'Rosa Delgado', joined: 21 * DAY, role: 'member' },
  { name: 'Tomasz Zielinski', joined: 9 * DAY, role: 'member-no-mfa', hasMfa: false },
  { name: 'Aisha Karim', joined: 4 * DAY, role: 'member-no-permission', hasKeyManagement: false, hasMfa: false },
  { name: 'Marcus Oyelaran', joined: 600 * DAY, seen: 26 * HOUR, isAdministrator: true },
  { name: 'Helen Strand', joined: 580 * DAY, seen: 5 * DAY, isAdministrator: true },
  {
    name: 'Gordon Pike',
    joined: 540 * DAY,
    seen: 13 * DAY,
    deactivated: 12 * DAY,
    keys: [
      { name: 'Toll-free lookups', generated: 80 * DAY, lastUsed: 13 * DAY, state: 'OWNER_INACTIVE' },
      { name: 'Rate deck import', generated: 60 * DAY, lastUsed: 14 * DAY },
    ],
  },
  {
    name: 'Lena Fischer',
    joined: 500 * DAY,
    mfaOff: 6 * DAY,
    keys: [
      { name: 'CRM bridge', generated: 70 * DAY, lastUsed: 7 * DAY, state: 'MFA_REQUIRED' },
      { name: 'Address validation', generated: 33 * DAY },
    ],
  },
  {
    name: 'Sam Okafor',
    joined: 480 * DAY,
    seen: 5 * HOUR,
    keys: [
      { name: 'Legacy portal', generated: 410 * DAY, lastUsed: 46 * DAY, state: 'EXPIRED' },
      { name: 'Port-out alerts', generated: 120 * DAY, regenerated: 28 * DAY, lastUsed: 5 * HOUR },
    ],
  },
  {
    name: 'Mei Tanaka',
    joined: 420 * DAY,
    seen: 40 * MINUTE,
    keys: [
      { name: 'Prototype dashboard', generated: 150 * DAY, state: 'EXPIRED_INACTIVE' },
      { name: 'Usage warehouse', generated: 90 * DAY, lastUsed: 40 * MINUTE },
    ],
  },
  {
    name: 'Jonas Berg',
    joined: 390 * DAY,
    seen: 3 * DAY,
    keys: [{ name: 'Routing updates', generated: 352 * DAY, lastUsed: 2 * HOUR }],
  },
  {
    name: 'Amara Nwosu',
    joined: 350 * DAY,
    seen: 2 * HOUR,
    keys: [
      { name: 'Call centre screen pop', generated: 200 * DAY, lastUsed: 6 * MINUTE },
      { name: 'Load test', generated: 45 * DAY, lastUsed: 44 * DAY, disabled: 44 * DAY },
    ],
  },
  {
    name: 'Ivan Petrov',
    joined: 300 * DAY,
    seen: 20 * HOUR,
    keys: [{ name: 'Spam score feed', generated: 66 * DAY, lastUsed: 20 * HOUR }],
  },
  {
    name: 'Chloé Martin',
    joined: 260 * DAY,
    seen: 19 * DAY,
    keys: [{ name: 'Réconciliation mensuelle', generated: 110 * DAY, lastUsed: 19 * DAY }],
  },
  {
    name: 'Noah Feldman',
    joined: 210 * DAY,
    seen: 9 * DAY,
    keys: [
      { name: 'Text enablement', generated: 30 * DAY, lastUsed: 30 * HOUR },
      { name: 'Vanity number search', generated: 12 * DAY },
    ],
  },
  { name: 'Sofia Rossi', joined: 30 * DAY, hasMfa: false },
  {
    name: 'Ben Whitaker',
    joined: 3 * DAY,
    hasKeyManagement: false,
    hasMfa: false,
    asked: { ago: 20 * HOUR, reason: 'The order form looks up numbers at night, and needs a key of its own.' },
  },
  { name: 'Nils Holm', joined: 20 * HOUR, hasMfa: false, isInvited: true },
];

/** Accounts that the gateways serve, with their virtual servers. */
export const TENANTS = [
  { slug: 'northwind-retail', name: 'Northwind Retail', virtualServers: ['retail-east', 'retail-west'] },
] as const;

export type ServiceAccountStory = {
  userId: string;
  name: string;
  virtualServers: readonly string[];
  keys: readonly KeyStory[];
};

/** Made by the administrator who signs in, as are the company's own keys. */
export const SERVICE_ACCOUNTS: readonly ServiceAccountStory[] = [
  {
    userId: 'svc-carrier-sync',
    name: 'Carrier synchronisation',
    virtualServers: ['retail-east', 'retail-west'],
    keys: [
      { name: 'Carrier sync, primary', generated: 150 * DAY, lastUsed: 2 * MINUTE },
      { name: 'Carrier sync, stand-by', generated: 40 * DAY },
    ],
  },
  {
    userId: 'svc-reporting',
    name: 'Monthly reporting',
    virtualServers: ['retail-east'],
    keys: [{ name: 'Ledger export', generated: 210 * DAY, lastUsed: 6 * DAY }],
  },
];

export type CompanyKeyStory = KeyStory & {
  audience: 'BUSINESS_PROFILE' | 'CLIENT';
  group?: string;
  description?: string;
};

/** Keys of the company itself. */
export const COMPANY_KEYS: readonly CompanyKeyStory[] = [
  {
    name: 'Toll-free search',
    audience: 'BUSINESS_PROFILE',
    group: 'Storefront',
    generated: 330 * DAY,
    lastUsed: 4 * HOUR,
  },
  {
    name: 'Price list feed',
    audience: 'BUSINESS_PROFILE',
    group: 'Storefront',
    description: 'The nightly price list of the shop',
    generated: 50 * DAY,
    lastUsed: 12 * MINUTE,
  },
  {
    name: 'Reseller sign-up',
    audience: 'BUSINESS_PROFILE',
    group: 'Partner portal',
    generated: 60 * DAY,
    lastUsed: 22 * DAY,
    disabled: 20 * DAY,
  },
  {
    name: 'Store locator',
    audience: 'CLIENT',
    group: 'Mobile apps',
    description: 'iOS and Android',
    generated: 25 * DAY,
  },
];

export function emailOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return `${plain.replace(/[^a-z]+/g, '.')}@northwind.example`;
}
