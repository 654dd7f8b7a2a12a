import { isIPv6 } from 'node:net';

const ZERO = 0x30;

/**
 * An IP address as eight 16-bit groups. IPv4 stands in its mapped form (RFC 4291 §2.5.5.2), so that `::ffff:203.0.113.9`
 * and `203.0.113.9` are one address however a gateway writes it.
 */
export type Address = readonly number[];

/** The addresses that share the first `prefix` bits (of 128) with `address`. */
export type AddressRange = { address: Address; prefix: number };

const GROUPS = 8;
const BITS = 16;
/** `::ffff:0:0/96` */
const MAPPED: Address = [0, 0, 0, 0, 0, 0xffff];
const MAPPED_PREFIX = 96;

/** Whether the text is a dotted quad without leading zeros or an RFC 4291 address without a zone. */
export function isAddress(text: string): boolean {
  // A zone names an interface of the machine that wrote it: it says nothing to another machine.
  return isDottedQuad(text) || (isIPv6(text) && !text.includes('%'));
}

/** As Node's `isIPv4`, whose regular expression takes several times as long: it is asked for every verdict. */
function isDottedQuad(text: string): boolean {
  let parts = 0;
  for (let from = 0; from <= text.length; parts += 1) {
    const dot = text.indexOf('.', from);
    const end = dot === -1 ? text.length : dot;
    if (!isOctet(text, from, end)) return false;
    from = end + 1;
  }
  return parts === 4;
}

/** 0 to 255 in decimal. A zero in front would be octal to some who read it. */
function isOctet(text: string, from: number, end: number): boolean {
  const length = end - from;
  if (length < 1 || length > 3 || (length > 1 && text.charCodeAt(from) === ZERO)) return false;
  let value = 0;
  for (let index = from; index < end; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return false;
    value = value * 10 + digit;
  }
  return value <= 255;
}

/** Reads an address as `isAddress` takes it; null for anything else. */
export function parseAddress(text: string): Address | null {
  if (!isAddress(text)) return null;
  return isDottedQuad(text) ? [...MAPPED, ...quadGroups(text)] : expand(text);
}

/** Reads `203.0.113.0/24`, `2001:db8::/32` or a lone address; null for anything else. */
export function parseRange(text: string): AddressRange | null {
  const slash = text.indexOf('/');
  const base = slash === -1 ? text : text.slice(0, slash);
  const address = parseAddress(base);
  if (address === null) return null;
  const offset = isDottedQuad(base) ? MAPPED_PREFIX : 0;
  if (slash === -1) return { address, prefix: GROUPS * BITS };
  const digits = text.slice(slash + 1);
  if (!/^(?:0|[1-9]\d{0,2})$/.test(digits)) return null;
  const prefix = Number(digits) + offset;
  return prefix > GROUPS * BITS ? null : { address, prefix };
}

/** Whether the range holds the address. A range of IPv6, `::/0` included, holds no IPv4 address. */
export function covers(range: AddressRange, address: Address): boolean {
  if (range.prefix < MAPPED_PREFIX && isMapped(address)) return false;
  return sharesPrefix(range.address, address, range.prefix);
}

function isMapped(address: Address): boolean {
  return MAPPED.every((group, index) => address[index] === group);
}

function sharesPrefix(one: Address, other: Address, prefix: number): boolean {
  for (let index = 0; index * BITS < prefix; index++) {
    const spare = Math.max(0, (index + 1) * BITS - prefix);
    const difference = (one[index] ?? 0) ^ (other[index] ?? 0);
    if (difference >> spare !== 0) return false;
  }
  return true;
}

function quadGroups(text: string): [number, number] {
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}

/** The groups of text that `isIPv6` accepted: at most one `::`, at most one dotted quad, at the end. */
function expand(text: string): Address {
  const [head = '', tail] = text.split('::');
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const gap = new Array<number>(GROUPS - before.length - after.length).fill(0);
  return [...before, ...gap, ...after];
}

function groupsOf(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => (part.includes('.') ? quadGroups(part) : [Number.parseInt(part, 16)]));
}
