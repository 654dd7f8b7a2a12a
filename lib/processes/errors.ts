/** Every refusal of a command on processes. */
export type ProcessError = { code: 'NOT_FOUND' } | { code: 'HAS_ENDED' };
