import type { KeyQuestion } from '@/components/keys/use-key-dialogs';
import type { KeyView } from '@/lib/keys/view';

/** Where the usual sentence speaks of a person, or of a secret, and there is none. */
export function deskSays(question: KeyQuestion, { audience }: KeyView): string | undefined {
  switch (question) {
    case 'disable':
      return 'Calls with this key are refused within a second. You can activate it again at any time, and we remind the primary contact by e-mail.';
    case 'activate':
      return 'The same key performs its normal functions again at once. Its expiration date does not move.';
    case 'regenerate':
      return audience === 'CLIENT'
        ? 'You get a new publishable key. The old one stops at once, so be ready to put the new one in place.'
        : undefined;
    case 'renew':
      return audience === 'CLIENT'
        ? 'gets the expiration date a key made today would get. The key itself stays the same, so nothing has to be changed elsewhere.'
        : undefined;
    case 'delete':
      return undefined;
  }
}
