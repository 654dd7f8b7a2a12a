import { keyring } from '@/lib/platform/keyring';

/** The secret in base32, or null when MFA is off. @throws when the row hangs on a secret that nobody gave. */
export function openTotpSecret(
  { totpSecret, secretId }: { totpSecret: Uint8Array | null; secretId: string | null },
  personId: string,
): string | null {
  if (totpSecret === null || secretId === null) return null;
  return new TextDecoder().decode(keyring().open('totp-secret', totpSecret, personId, secretId));
}
