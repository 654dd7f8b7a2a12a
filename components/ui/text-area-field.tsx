import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Field, type FieldProps, inputClass } from './field';

type TextAreaFieldProps = FieldProps & Omit<ComponentProps<'textarea'>, 'id' | 'className'>;

/** A field of several lines. */
export function TextAreaField(props: TextAreaFieldProps) {
  const { label, hint, error, optional, aside, className, ...input } = props;
  const field = { label, error, ...(hint === undefined ? {} : { hint }), ...(optional ? { optional } : {}) };
  return (
    <Field {...field} {...(aside === undefined ? {} : { aside })} {...(className === undefined ? {} : { className })}>
      {(control) => (
        <textarea rows={4} {...input} {...control} className={cn(inputClass, 'h-auto! resize-y py-1.5 leading-5')} />
      )}
    </Field>
  );
}
