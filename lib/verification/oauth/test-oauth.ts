import { type MadeKey, makeCompany, makeKey, standingClock } from '../test-keys';
import { startTestVerifier } from '../test-verifier';
import { basic, postForm } from './test-forms';

/** For tests: the only company of a verifier, with the key of a client, `key`, and that of a resource server, `other`. */
export async function startOauthScene() {
  const clock = standingClock();
  const { id } = await makeCompany('northwind');
  const owner = { kind: 'COMPANY', id } as const;
  const key = await makeKey(id, owner, { key: { name: 'Billing' } });
  const other = await makeKey(id, owner);
  const verifier = await startTestVerifier({ clock });
  return {
    clock,
    key,
    other,
    verifier,
    companyId: id,
    /** Another key of the company. */
    newKey: (changes: Parameters<typeof makeKey>[2] = {}): Promise<MadeKey> => makeKey(id, owner, changes),
    introspect: (token: string, more: Record<string, string> = {}, headers: Record<string, string> = basic(other)) =>
      postForm(`${verifier.url}/oauth/introspect`, { token, ...more }, headers),
  };
}
