import { describe, expect, it } from 'vitest';
import { authenticator } from './caller';

describe('X-Verifier-Token', () => {
  const authenticate = authenticator([
    { company: 'northwind', token: 'northwind-token-0123456789' },
    { company: '*', token: 'operator-token-0123456789' },
  ]);

  it('tells whom a caller speaks for', () => {
    expect(authenticate('northwind-token-0123456789')).toEqual({ company: 'northwind', hasToken: true });
    expect(authenticate('operator-token-0123456789')).toEqual({ company: '*', hasToken: true });
  });

  it.each([
    undefined,
    '',
    'northwind-token-012345678',
    'NORTHWIND-TOKEN-0123456789',
    'northwind-token-0123456789, operator-token-0123456789',
    ['northwind-token-0123456789'],
  ])('is refused when it is %j', (token) => {
    expect(authenticate(token)).toBeNull();
  });

  it('is not asked for where none is set', () => {
    expect(authenticator([])(undefined)).toEqual({ company: '*' });
  });
});
