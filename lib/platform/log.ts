import pino from 'pino';

/**
 * One JSON line per event on standard output. What could carry a secret is cut out by name; JSON itself escapes line
 * breaks and control characters, so that no field can forge a line.
 */
export const log = pino({
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
