import type { PolicyError } from './errors';

/** What an administrator reads when a change of the policy is refused. */
export function policyErrorWords(error: PolicyError): { message: string } {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: 'There is nothing here, or it is not yours to see.' };
    case 'CONFLICT':
      return { message: 'The key policy was changed elsewhere. You see it as it is now.' };
  }
}
