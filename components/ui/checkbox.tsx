import type { ReactNode } from 'react';
import { Tick } from './tick';

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
        <Tick className="hidden peer-checked:block" />
      </span>
      <span>{children}</span>
    </label>
  );
}
