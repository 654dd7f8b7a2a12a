/** Every refusal of a bulk change. */
export type BulkError =
  | { code: 'NOT_FOUND' }
  | { code: 'POLICY_FORBIDS' }
  | { code: 'NOTHING_MATCHES' }
  | { code: 'TOO_MANY'; most: number }
  /** More match by now than were agreed to. */
  | { code: 'CHANGED'; count: number };

export function bulkErrorWords(error: BulkError): { message: string } {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: 'There is nothing here, or it is not yours to see.' };
    case 'POLICY_FORBIDS':
      return { message: 'Your company’s key policy does not allow this.' };
    case 'NOTHING_MATCHES':
      return { message: 'Nothing is left to change: it was done meanwhile. You see the list as it is now.' };
    case 'TOO_MANY':
      return { message: `Choose at most ${error.most.toLocaleString('en-US')} keys at a time: narrow the list.` };
    case 'CHANGED':
      return {
        message: `The list has grown to ${error.count.toLocaleString('en-US')} keys. Close this and look again.`,
      };
  }
}
