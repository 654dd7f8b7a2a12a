import { generate } from 'otplib';
import { completeSignIn } from '@/lib/accounts/commands/complete-sign-in';
import { signInWithPassword } from '@/lib/accounts/commands/sign-in-with-password';
import { contextOf, expectOk, type Person } from './people';

/** Signs in as the sign-in page does, without the page. @returns the cookie's value */
export async function signInByCommand({ email, password, totpSecret }: Person): Promise<string> {
  const nobody = contextOf({ kind: 'anonymous' });
  const first = expectOk(await signInWithPassword(nobody, { email, password }));
  if (totpSecret === null) return first.token;
  const proof = { pendingToken: first.token, method: 'totp', code: await generate({ secret: totpSecret }) } as const;
  return expectOk(await completeSignIn(nobody, proof)).token;
}
