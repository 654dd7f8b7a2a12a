import { type ReactNode, useId } from 'react';
import { Tick } from './tick';

type CheckFieldProps = { name: string; label: string; defaultChecked?: boolean; children?: ReactNode };

/** A box of a form with its word, and what it means below. The words belong to its hit area. */
export function CheckField({ name, label, defaultChecked = false, children }: CheckFieldProps) {
  const hintId = useId();
  return (
    <div className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-[9px]">
      <label className="col-span-2 inline-grid min-h-6 cursor-pointer grid-cols-subgrid items-center text-ink touch:min-h-10">
        <span className="relative size-4">
          <input
            type="checkbox"
            name={name}
            defaultChecked={defaultChecked}
            aria-describedby={children === undefined ? undefined : hintId}
            className="peer block size-4 cursor-pointer appearance-none rounded-sm border-[1.5px] border-line-strong bg-raised checked:border-accent checked:bg-accent"
          />
          <Tick className="hidden peer-checked:block" />
        </span>
        <span className="font-medium">{label}</span>
      </label>
      {children !== undefined && (
        <span id={hintId} className="col-start-2 text-xs leading-[17px] text-ink-3">
          {children}
        </span>
      )}
    </div>
  );
}
