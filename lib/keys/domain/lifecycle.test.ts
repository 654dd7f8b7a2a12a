import { describe, expect, test } from 'vitest';
import { toInstant } from '@/lib/kernel/instant';
import { checkEligibility, checkState, type KeyAction, type KeyState } from './lifecycle';

const now = toInstant(1_000_000);
const active: KeyState = {
  isDeleted: false,
  isDisabled: false,
  expiresAt: toInstant(2_000_000),
  inactiveFrom: toInstant(3_000_000),
};
const states = {
  active,
  disabled: { ...active, isDisabled: true },
  expired: { ...active, expiresAt: now },
  unused: { ...active, inactiveFrom: now },
  'expired while disabled': { ...active, isDisabled: true, expiresAt: now },
  deleted: { ...active, isDeleted: true },
};

describe('the table of states and actions (REQUIREMENTS 2.23)', () => {
  test.each<[KeyAction, Record<keyof typeof states, string>]>([
    [
      'disable',
      {
        active: 'ok',
        disabled: 'CONFLICT',
        expired: 'EXPIRED',
        unused: 'EXPIRED',
        'expired while disabled': 'EXPIRED',
        deleted: 'NOT_FOUND',
      },
    ],
    [
      'activate',
      {
        active: 'CONFLICT',
        disabled: 'ok',
        expired: 'EXPIRED',
        unused: 'EXPIRED',
        'expired while disabled': 'EXPIRED',
        deleted: 'NOT_FOUND',
      },
    ],
    [
      'regenerate',
      {
        active: 'ok',
        disabled: 'ok',
        expired: 'ok',
        unused: 'ok',
        'expired while disabled': 'ok',
        deleted: 'NOT_FOUND',
      },
    ],
    [
      'renew',
      {
        active: 'ok',
        disabled: 'ok',
        expired: 'EXPIRED',
        unused: 'EXPIRED',
        'expired while disabled': 'EXPIRED',
        deleted: 'NOT_FOUND',
      },
    ],
    [
      'edit',
      {
        active: 'ok',
        disabled: 'ok',
        expired: 'ok',
        unused: 'ok',
        'expired while disabled': 'ok',
        deleted: 'NOT_FOUND',
      },
    ],
    [
      'group',
      {
        active: 'ok',
        disabled: 'ok',
        expired: 'ok',
        unused: 'ok',
        'expired while disabled': 'ok',
        deleted: 'NOT_FOUND',
      },
    ],
    [
      'delete',
      {
        active: 'ok',
        disabled: 'ok',
        expired: 'ok',
        unused: 'ok',
        'expired while disabled': 'ok',
        deleted: 'NOT_FOUND',
      },
    ],
  ])('%s', (action, expected) => {
    const answers = Object.entries(states).map(([name, state]) => {
      const answer = checkState(action, state, now);
      return [name, answer.ok ? 'ok' : answer.error];
    });
    expect(Object.fromEntries(answers)).toEqual(expected);
  });

  test('a key that ends in a millisecond is not expired', () => {
    expect(checkState('disable', { ...active, expiresAt: toInstant(now + 1) }, now).ok).toBe(true);
  });
});

describe('eligibility', () => {
  type Asked = Parameters<typeof checkEligibility>;
  const refusal = (action: Asked[0], owner: Asked[1], by: Asked[2] = 'OWNER') => {
    const answer = checkEligibility(action, owner, by);
    return answer.ok ? 'ok' : answer.error;
  };
  const owner = { isActive: true, person: { hasKeyManagement: true, hasMfa: false }, requiresMfa: true };

  test('without MFA, where it is required, a key may only be stopped', () => {
    const allowed = (['generate', 'disable', 'activate', 'regenerate', 'edit', 'group', 'delete'] as const).filter(
      (action) => refusal(action, owner) === 'ok',
    );
    expect(allowed).toEqual(['disable', 'delete']);
  });

  test('without MFA, where it is not required, everything is possible', () => {
    expect(refusal('generate', { ...owner, requiresMfa: false })).toBe('ok');
  });

  test('without key management nothing is', () => {
    expect(refusal('delete', { ...owner, person: { hasKeyManagement: false, hasMfa: true } })).toBe(
      'KEY_MANAGEMENT_REQUIRED',
    );
  });

  test('an administrator may stop any key, and make none work that its owner may not have', () => {
    const without = { ...owner, person: { hasKeyManagement: false, hasMfa: false } };
    const gone = { ...owner, isActive: false };
    for (const action of ['disable', 'delete'] as const) {
      expect([refusal(action, without, 'ADMINISTRATOR'), refusal(action, gone, 'ADMINISTRATOR')]).toEqual(['ok', 'ok']);
    }
    for (const action of ['generate', 'activate', 'regenerate', 'renew', 'edit', 'group'] as const) {
      expect(refusal(action, without, 'ADMINISTRATOR')).toBe('KEY_MANAGEMENT_REQUIRED');
      expect(refusal(action, gone, 'ADMINISTRATOR')).toBe('OWNER_INACTIVE');
      expect(refusal(action, owner, 'ADMINISTRATOR')).toBe('MFA_REQUIRED');
    }
  });

  test('an owner that is no person needs neither permission nor MFA, only to be active', () => {
    const account = { isActive: true, person: null, requiresMfa: true };
    expect(refusal('generate', account, 'ADMINISTRATOR')).toBe('ok');
    expect(refusal('generate', { ...account, isActive: false }, 'ADMINISTRATOR')).toBe('OWNER_INACTIVE');
  });
});
