import { cache } from 'react';
import { findKeysOf } from '@/lib/keys/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';

/** The keys of the person whom the address names, or null where there is nobody to maintain. Read once for each request. */
export const personKeys = cache(async (id: string) => {
  const { actor } = await requireSession();
  return findKeysOf(await requestContext(actor), { kind: 'USER', id });
});
