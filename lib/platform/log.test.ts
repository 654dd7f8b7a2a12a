import { expect, test } from 'vitest';
import { describeError } from './log';

test('an error of the database client is logged without the arguments of the call', () => {
  const error = new Error(
    'Invalid `create()` invocation:\n{ data: { secretHash: "0badc0de" } }\nArgument `keyId` is missing.',
  );
  error.name = 'PrismaClientValidationError';
  error.stack = `${error.name}: ${error.message}\n    at somewhere (file.ts:1:1)`;
  expect(describeError(error)).toEqual({
    type: 'PrismaClientValidationError',
    message: 'invalid arguments',
    stack: '    at somewhere (file.ts:1:1)',
  });
});

test('any other error keeps its message and code', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(describeError(error)).toMatchObject({ type: 'Error', message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' });
});
