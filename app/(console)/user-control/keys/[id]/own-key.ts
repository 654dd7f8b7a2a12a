import { cache } from 'react';
import { findOwnKey } from '@/lib/keys/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';

/** The key that the address names, or null where the signed-in person has none such. Read once for each rendered request. */
export const ownKey = cache(async (id: string) => {
  const { actor } = await requireSession();
  return findOwnKey(await requestContext(actor), id);
});
