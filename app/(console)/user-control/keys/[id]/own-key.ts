import { cache } from 'react';
import { findCompanyKey, findOwnKey } from '@/lib/keys/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';

/** The key that the address names, or null where the signed-in person has none such. Read once for each rendered request. */
export const ownKey = cache(async (id: string) => {
  const { actor } = await requireSession();
  return findOwnKey(await requestContext(actor), id);
});

/** The same for somebody else's key, a service account's or the company's: administrators see every key of the company. */
export const othersKey = cache(async (id: string) => {
  const { actor } = await requireSession();
  return findCompanyKey(await requestContext(actor), id);
});
