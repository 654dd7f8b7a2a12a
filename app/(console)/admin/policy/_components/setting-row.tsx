import type { ReactNode } from 'react';
import { Tag } from '@/components/ui/badge';
import { Icon } from '@/components/ui/icon';

type SettingRowProps = {
  label: string;
  /** Of the control that the label stands for; without it the control has the label as its name. */
  controlId?: string;
  hint: string;
  hintId: string;
  /** What it is now, where the draft changes it. */
  from: string | undefined;
  children: ReactNode;
};

/** Name and explanation left, control right, and below it from what it would change. */
export function SettingRow({ label, controlId, hint, hintId, from, children }: SettingRowProps) {
  const name = 'block leading-[18px] font-medium text-ink';
  return (
    <div className="grid grid-cols-[minmax(0,5fr)_minmax(0,8fr)] items-center gap-x-5 gap-y-2 border-t border-line px-3.5 py-3 first:border-t-0 max-md:grid-cols-1">
      <div className="min-w-0">
        {controlId === undefined ? (
          <span className={name}>{label}</span>
        ) : (
          <label htmlFor={controlId} className={name}>
            {label}
          </label>
        )}
        <p id={hintId} className="text-xs leading-[17px] text-ink-3">
          {hint}
        </p>
      </div>
      <div className="grid min-w-0 justify-items-start gap-1.5">
        {children}
        {from !== undefined && <Tag className="h-auto min-h-5 whitespace-normal">Changed from {from}</Tag>}
      </div>
    </div>
  );
}

/** A red sentence beside or below a control. */
export function SettingError({ id, children }: { id?: string; children: string }) {
  return (
    <p id={id} role="alert" className="flex gap-[5px] text-xs leading-[17px] text-danger">
      <Icon name="warn" className="mt-[1.5px] size-3.5" />
      <span>{children}</span>
    </p>
  );
}
