import { BlockList, isIP } from 'node:net';

/**
 * Whose address a request carries: the peer's, unless the peer is one of our proxies; then the right-most hop that is
 * not. Whatever stands further left was written by the client itself. A hop that is no strict address ends the search at
 * the proxy that reported it, since nothing beyond can be trusted.
 * @param peer the socket's address
 * @param forwardedFor the values of X-Forwarded-For, joined by commas
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, trusted: TrustedNetworks): string {
  let nearest = canonicalAddress(peer.replace(/%.*$/, '')) ?? peer; // A link-local peer is reported with its zone.
  if (forwardedFor === undefined) return nearest;
  for (const hop of forwardedFor.split(',').reverse()) {
    if (!trusted.include(nearest)) return nearest;
    const address = canonicalAddress(hop.trim());
    if (address === undefined) return nearest;
    nearest = address;
  }
  return nearest;
}

const MOST_REMEMBERED = 1_000;

/** The networks of TRUSTED_PROXIES. */
export class TrustedNetworks {
  readonly #networks = new BlockList();
  /** What was found of addresses asked about lately: gateways are few, and each asks again and again. */
  readonly #known = new Map<string, boolean>();

  /** @param networks in CIDR form, as `config()` has checked them */
  constructor(networks: readonly string[]) {
    for (const network of networks) {
      const [address = '', prefix = ''] = network.split('/');
      this.#networks.addSubnet(address, Number(prefix), isIP(address) === 4 ? 'ipv4' : 'ipv6');
    }
  }

  include(address: string): boolean {
    const known = this.#known.get(address);
    if (known !== undefined) return known;
    const isIncluded = this.#check(address);
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(address, isIncluded);
    return isIncluded;
  }

  #check(address: string): boolean {
    const canonical = canonicalAddress(address);
    return canonical !== undefined && this.#networks.check(canonical, isIP(canonical) === 4 ? 'ipv4' : 'ipv6');
  }
}

/**
 * One spelling for each address: lower case and shortest form (RFC 5952), and an IPv4-mapped one as IPv4.
 * @returns `undefined` for anything but a strict dotted quad or an RFC 4291 address without zone
 */
export function canonicalAddress(text: string): string | undefined {
  const version = isIP(text);
  if (version === 4) return text;
  if (version === 0 || text.includes('%')) return undefined;
  const shortest = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(shortest);
  if (mapped === null) return shortest;
  const [high = 0, low = 0] = mapped.slice(1).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
