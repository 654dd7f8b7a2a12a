import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Field, type FieldProps, inputClass } from './field';
import { Icon } from './icon';

type SelectFieldProps = FieldProps & Omit<ComponentProps<'select'>, 'id' | 'className' | 'size'> & { tall?: boolean };

/** One of several, by the browser's own list: it can be typed into and fits every phone. Children are its options. */
export function SelectField(props: SelectFieldProps) {
  const { label, hint, error, optional, aside, className, tall = false, ...select } = props;
  const field = { label, error, ...(hint === undefined ? {} : { hint }), ...(optional ? { optional } : {}) };
  return (
    <Field {...field} {...(aside === undefined ? {} : { aside })} {...(className === undefined ? {} : { className })}>
      {(control) => (
        <span className="relative grid items-center">
          <select
            {...select}
            {...control}
            className={cn(inputClass, 'appearance-none truncate pr-8', tall && 'h-10 text-base')}
          />
          <Icon name="updown" className="pointer-events-none absolute right-2.5 text-ink-3" />
        </span>
      )}
    </Field>
  );
}
