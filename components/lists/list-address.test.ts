import { expect, test } from 'vitest';
import { listAddress } from './list-address';

const AT = { q: 'bill', status: 'active', after: 'x,y' };

test('a changed filter keeps the others and begins at the first page', () => {
  expect(listAddress('/admin/keys', AT, { status: 'expired' })).toBe('/admin/keys?q=bill&status=expired');
});

test('a filter that is taken away is gone from the address', () => {
  expect(listAddress('/admin/keys', AT, { q: null, status: '' })).toBe('/admin/keys');
});

test('a place replaces the place', () => {
  expect(listAddress('/admin/keys', AT, { before: 'a,b' })).toBe('/admin/keys?q=bill&status=active&before=a%2Cb');
});
