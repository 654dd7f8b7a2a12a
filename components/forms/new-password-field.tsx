'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';

type NewPasswordFieldProps = {
  label: string;
  name: string;
  error: string | undefined;
  /** The 40 px form of the signed-out cards. */
  tall?: boolean;
  /** Where nothing else is asked for. */
  autoFocus?: boolean;
};

/** A password being chosen, typed once: it can be shown instead. */
export function NewPasswordField({ label, name, error, tall = false, autoFocus = false }: NewPasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      label={label}
      name={name}
      type={isShown ? 'text' : 'password'}
      autoComplete="new-password"
      autoCapitalize="none"
      spellCheck={false}
      autoFocus={autoFocus}
      required
      tall={tall}
      hint="At least 8 characters. A few words in a row are good."
      error={error}
      aside={
        <Button variant="link" className="font-normal" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? 'Hide' : 'Show'}
          <span className="sr-only"> password</span>
        </Button>
      }
    />
  );
}
