import { describe, expect, it } from 'vitest';
import { canonicalAddress, clientAddress, TrustedNetworks } from './client-address';

const trusted = new TrustedNetworks(['127.0.0.0/8', '::1/128', '10.0.0.0/8', '2001:db8::/32']);

describe('clientAddress', () => {
  it.each<[string, string | undefined, string]>([
    ['203.0.113.9', undefined, '203.0.113.9'],
    ['203.0.113.9', '198.51.100.7', '203.0.113.9'],
    ['::ffff:203.0.113.9', '198.51.100.7', '203.0.113.9'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['::ffff:127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['::1', '2001:DB8:0::9, 198.51.100.7', '198.51.100.7'],
    ['127.0.0.1', '1.2.3.4, 198.51.100.7', '198.51.100.7'],
    ['127.0.0.1', '1.2.3.4, 198.51.100.7, 10.1.2.3', '198.51.100.7'],
    ['127.0.0.1', '1.2.3.4,10.9.9.9,::ffff:10.1.2.3', '1.2.3.4'],
    ['127.0.0.1', '10.9.9.9, 10.1.2.3', '10.9.9.9'],
    ['127.0.0.1', '198.51.100.7, unknown', '127.0.0.1'],
    ['127.0.0.1', '198.51.100.7, 010.0.0.1', '127.0.0.1'],
    ['127.0.0.1', '198.51.100.7:8080, 10.1.2.3', '10.1.2.3'],
    ['127.0.0.1', '198.51.100.7, ', '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', 'fe80::1%eth0', '127.0.0.1'],
    ['fe80::1%eth0', '198.51.100.7', 'fe80::1'],
  ])('is, for the peer %s with X-Forwarded-For %j, %s', (peer, forwardedFor, expected) => {
    expect(clientAddress(peer, forwardedFor, trusted)).toBe(expected);
  });
});

describe('canonicalAddress', () => {
  it.each<[string, string | undefined]>([
    ['203.0.113.9', '203.0.113.9'],
    ['::FFFF:203.0.113.9', '203.0.113.9'],
    ['::ffff:cb00:7109', '203.0.113.9'],
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['203.0.113.09', undefined],
    ['0x7f.1', undefined],
    ['2130706433', undefined],
    ['fe80::1%1', undefined],
    ['[::1]', undefined],
    ['', undefined],
  ])('spells %j as %j', (text, expected) => {
    expect(canonicalAddress(text)).toBe(expected);
  });
});
