import { DAY, HOUR, MINUTE, SECOND } from '@/lib/kernel/instant';

/**
 * Guessing is slowed, never forbidden. An attacker who tries again at the end of each delay keeps the delay up, so a short
 * one alone does not let the owner in: a browser in which they signed in before is counted on a lane of its own
 * (`known-browsers.ts`), and a reset link makes the browser it is used in such a one. A person has at most `MOST_BROWSERS`
 * lanes besides the common one, and each is as slow.
 *
 * Codes are shorter than passwords and only asked of whoever knows the password, so their delays grow further: at one guess
 * an hour a code is hit once in some thirty years.
 */
export const PASSWORD_RULE = {
  freeFailures: 4,
  delaysMs: [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 15 * MINUTE],
  forgetAfterMs: DAY,
} as const;

export const CODE_RULE = {
  freeFailures: 4,
  delaysMs: [MINUTE, 4 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR],
  forgetAfterMs: 7 * DAY,
} as const;

/** Many people share an office's address: only a flood is slowed. */
export const ADDRESS_RULE = {
  freeFailures: 99,
  delaysMs: [SECOND, 2 * SECOND, 5 * SECOND, 15 * SECOND, MINUTE],
  forgetAfterMs: HOUR,
} as const;

/** Asking for a reset sends a mail: three, then at growing distances, whoever asks. */
export const RESET_RULE = {
  freeFailures: 2,
  delaysMs: [5 * MINUTE, 15 * MINUTE, HOUR],
  forgetAfterMs: DAY,
} as const;

export const passwordSubject = (emailKey: string): string => `password:${emailKey}`;

export const resetSubject = (emailKey: string): string => `reset:${emailKey}`;

export const codeSubject = (personId: string): string => `mfa:${personId}`;

/** The lane of a known browser. Nothing that is typed begins so: `subject` is what it would be counted under elsewhere. */
export function browserSubject(browserId: string, subject: string): string {
  return `browser:${browserId}:${subject.split(':', 1)[0]}`;
}

/** The newest ones; every one more is one lane more to guess on. */
export const MOST_BROWSERS = 8;

/** How long after its last whole sign-in, or reset, a browser is known. */
export const BROWSER_KNOWN_MS = 180 * DAY;

/** One IPv4 address, or the /64 of an IPv6 one, which is what one customer has. */
export function addressSubject(address: string): string {
  return `address:${address.includes(':') ? networkOf(address) : address}`;
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = address.toLowerCase().split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array<string>(gap).fill('0'), ...back];
  const network = groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${network.join(':')}::/64`;
}
