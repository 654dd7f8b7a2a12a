import { TextField } from '@/components/ui/text-field';
import type { KeyView } from '@/lib/keys/view';

type RateLimitFieldProps = { of: Pick<KeyView, 'rateLimit'>; error: string | undefined };

/** Requests a minute of this key alone. */
export function RateLimitField({ of: { rateLimit }, error }: RateLimitFieldProps) {
  return (
    <TextField
      label="Rate limit"
      optional
      name="rateLimitPerMinute"
      inputMode="numeric"
      defaultValue={rateLimit.own}
      hint={`Requests a minute. Empty means the company’s policy: ${rateLimit.policy}.`}
      error={error}
      autoComplete="off"
    />
  );
}
