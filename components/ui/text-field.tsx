import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Field, type FieldProps, inputClass } from './field';

type InputProps = Omit<ComponentProps<'input'>, 'id' | 'className'>;

export type TextFieldProps = FieldProps & InputProps & { mono?: boolean; size?: never; tall?: boolean };

/** A one-line text field. `tall` is the 40 px form of the signed-out cards. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, optional, aside, className, mono = false, tall = false, ...input } = props;
  const field = { label, error, ...(hint === undefined ? {} : { hint }), ...(optional ? { optional } : {}) };
  return (
    <Field {...field} {...(aside === undefined ? {} : { aside })} {...(className === undefined ? {} : { className })}>
      {(control) => (
        <input
          type="text"
          {...input}
          {...control}
          className={cn(inputClass, tall && 'h-10 text-base', mono && 'mono text-sm')}
        />
      )}
    </Field>
  );
}
