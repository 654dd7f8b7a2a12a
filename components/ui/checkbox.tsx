import type { ReactNode } from 'react';

type CheckboxProps = {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  describedBy?: string;
  children: ReactNode;
};

/** A box with its words; both are its hit area. */
export function Checkbox({ checked, onCheckedChange, describedBy, children }: CheckboxProps) {
  return (
    <label className="inline-flex min-h-6 cursor-pointer items-start gap-[7px] leading-5 text-ink touch:min-h-10 touch:items-center">
      <span className="relative mt-0.5 size-4 flex-none touch:mt-0">
        <input
          type="checkbox"
          checked={checked}
          onChange={(event) => onCheckedChange(event.currentTarget.checked)}
          aria-describedby={describedBy}
          className="peer size-4 cursor-pointer appearance-none rounded-sm border-[1.5px] border-line-strong bg-raised checked:border-accent checked:bg-accent"
        />
        <svg
          viewBox="0 0 16 16"
          aria-hidden="true"
          className="pointer-events-none absolute inset-0 hidden size-4 fill-none stroke-on-accent peer-checked:block"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <path d="M4.25 8.25 7 11l4.75-5.75" />
        </svg>
      </span>
      <span>{children}</span>
    </label>
  );
}
