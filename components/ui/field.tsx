import { type ReactNode, useId } from 'react';
import { cn } from './cn';
import { Icon } from './icon';

/** What a Field gives to the control in it. */
export type FieldControl = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined };

export type FieldProps = {
  label: string;
  /** Stands below; an error takes its place. */
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  /** At the right of the label, such as "Forgot password?". */
  aside?: ReactNode;
  className?: string;
};

/** Label above, hint below, and an error with its mark in place of the hint. */
export function Field({
  label,
  hint,
  error,
  optional = false,
  aside,
  className,
  children,
}: FieldProps & { children: (control: FieldControl) => ReactNode }) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = error !== undefined || hint !== undefined;
  return (
    <div className={cn('grid min-w-0 content-start gap-[5px]', className)}>
      <div className="flex items-center gap-2">
        <label htmlFor={id} className="leading-[18px] font-medium text-ink">
          {label}
          {optional && <span className="font-normal text-ink-3"> optional</span>}
        </label>
        {aside && <span className="ml-auto">{aside}</span>}
      </div>
      {children({
        id,
        'aria-describedby': hasNote ? noteId : undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {error !== undefined && <FieldError id={noteId}>{error}</FieldError>}
      {error === undefined && hint !== undefined && (
        <span id={noteId} className="text-xs leading-[17px] text-ink-3">
          {hint}
        </span>
      )}
    </div>
  );
}

/** A red sentence with its mark; announced when it appears. */
function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="flex gap-[5px] text-xs leading-[17px] text-danger">
      <Icon name="warn" className="mt-[1.5px] size-3.5" />
      <span>{children}</span>
    </p>
  );
}

/** The look of everything one types into. */
export const inputClass =
  'h-[34px] w-full rounded-md border border-line-strong bg-raised px-2.5 text-ink focus-visible:border-transparent focus-visible:outline-offset-[-1px] [&[readonly]]:border-line [&[readonly]]:bg-well [&[readonly]]:text-ink-2 aria-invalid:border-danger-mark aria-invalid:shadow-[0_0_0_1px_var(--danger-mark)] focus-visible:aria-invalid:border-transparent focus-visible:aria-invalid:shadow-none touch:h-[42px] touch:text-lg';
