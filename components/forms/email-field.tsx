import { TextField } from '@/components/ui/text-field';

type EmailFieldProps = { error: string | undefined; autoFocus?: boolean };

/** The address that somebody signs in with, on the signed-out cards. */
export function EmailField({ error, autoFocus = false }: EmailFieldProps) {
  return (
    <TextField
      label="E-mail"
      name="email"
      type="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      autoFocus={autoFocus}
      required
      tall
      error={error}
    />
  );
}
