import { expect, test } from 'vitest';
import { passwordProblem } from './password-problem';

const context = { email: 'dana.whitfield@northwind.example', name: 'Dana Whitfield', company: 'Northwind Numbering' };
const problem = (password: string) => passwordProblem(password, context);

test('eight to seventy-two bytes, whatever they are', () => {
  expect(problem('zk4-vb8')).toBe('TOO_SHORT');
  expect(problem('zk4-vb8q')).toBeNull();
  expect(problem('    \t   x')).toBeNull();
  expect(problem('xy'.repeat(36))).toBeNull();
  expect(problem(`${'xy'.repeat(36)}x`)).toBe('TOO_LONG');
});

test('length counts bytes, so that bcrypt never cuts a password', () => {
  expect(problem('пароль😀'.repeat(5))).toBe('TOO_LONG');
  expect(problem('ключ-чай')).toBeNull();
});

test('common passwords are refused, dressed up or not', () => {
  for (const common of ['password', 'PASSWORD', 'Password1!', '12345678', '2026-welcome!!', 'aaaaaaaaaa']) {
    expect(problem(common)).toBe('COMMON');
  }
});

test('words from around the account are refused, dressed up or not', () => {
  for (const word of [
    'Keydesk2026',
    'northwind!1',
    'Dana.Whitfield',
    'dana.whitfield@northwind.example',
    'whitfield77',
  ]) {
    expect(problem(word)).toBe('CONTEXT');
  }
  expect(problem('whitfield owns a blue kettle')).toBeNull();
});

test('half a character is no text', () => {
  expect(problem('abcdefg\ud800')).toBe('UNREADABLE');
});
