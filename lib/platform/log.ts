import pino from 'pino';

/**
 * One JSON line per event on standard output. What could carry a secret is cut out by name; JSON itself escapes line
 * breaks and control characters, so that no field can forge a line.
 */
export const log = pino({
  serializers: { err: describeError },
  base: { pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: [
      '*.password',
      '*.secret',
      '*.token',
      '*.code',
      '*.cookie',
      '*.key',
      '*.authorization',
      'headers',
      '*.headers',
    ],
    censor: '[cut]',
  },
});

/** An error without what it was called with: Prisma repeats the arguments of a refused call, hashes among them, in words. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error ? { code: error.code } : {};
  const isTalkative = error.name.startsWith('PrismaClient');
  const message = isTalkative ? (error.message.trim().split('\n').at(-1) ?? '') : error.message;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: isValidation(error) ? 'invalid arguments' : message,
    ...code,
    stack: frames?.join('\n'),
  };
}

const isValidation = (error: Error) => error.name === 'PrismaClientValidationError';
