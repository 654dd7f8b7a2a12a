import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Field, type FieldProps, inputClass } from './field';

type CodeFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, 'id' | 'className' | 'type' | 'size'> & {
    /** The 52 px centred form of the sign-in card. */
    big?: boolean;
  };

/** Six digits from an authenticator app. Spaces may be typed; whoever reads the form removes them. */
export function CodeField(props: CodeFieldProps) {
  const { label, hint, error, optional, aside, className, big = false, ...input } = props;
  const field = { label, error, ...(hint === undefined ? {} : { hint }), ...(optional ? { optional } : {}) };
  return (
    <Field {...field} {...(aside === undefined ? {} : { aside })} {...(className === undefined ? {} : { className })}>
      {(control) => (
        <input
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
          {...input}
          {...control}
          className={cn(
            inputClass,
            'h-10 font-mono text-[18px] leading-6 font-medium tracking-[.12em] [font-variant-ligatures:none] touch:text-[18px]',
            big && 'h-[52px] text-center text-[22px] leading-7 tracking-[.14em] touch:h-[52px] touch:text-[22px]',
          )}
        />
      )}
    </Field>
  );
}
