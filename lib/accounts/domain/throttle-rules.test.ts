import { expect, test } from 'vitest';
import { addressSubject, CODE_RULE, PASSWORD_RULE } from './throttle-rules';

test('an IPv6 customer is one subject, however many addresses the network has', () => {
  expect(addressSubject('2001:db8:0:1::7')).toBe('address:2001:db8:0:1::/64');
  expect(addressSubject('2001:DB8::1:aaaa:bbbb:cccc:dddd')).toBe('address:2001:db8:0:1::/64');
  expect(addressSubject('2001:db8:0000:0001:1:2:3:4')).toBe('address:2001:db8:0:1::/64');
  expect(addressSubject('2001:db8:0:2::7')).not.toBe(addressSubject('2001:db8:0:1::7'));
  expect(addressSubject('::1')).toBe('address:0:0:0:0::/64');
});

test('an IPv4 address is the same in both spellings', () => {
  expect(addressSubject('203.0.113.7')).toBe('address:203.0.113.7');
  expect(addressSubject('::ffff:203.0.113.7')).toBe('address:203.0.113.7');
});

test('delays grow and end within the hour, so that no lock is for ever', () => {
  for (const { delaysMs } of [PASSWORD_RULE, CODE_RULE]) {
    expect([...delaysMs].sort((a, b) => a - b)).toEqual(delaysMs);
    expect(Math.max(...delaysMs)).toBeLessThanOrEqual(3_600_000);
  }
});
