'use client';

import { cn } from './cn';

type SwitchProps = {
  checked: boolean;
  /** Asked to move. The thumb follows `checked` alone, so it stays where it is until the change is confirmed and done. */
  onCheckedChange: (wanted: boolean) => void;
  label: string;
  disabled?: boolean;
  /** The change is on its way: the thumb is where it goes already, what is said aloud is still what is true. */
  busy?: boolean;
  className?: string;
};

/** A switch of 30 × 18 (40 × 24 under a finger) whose hit area is larger than its picture. */
export function Switch({ checked, onCheckedChange, label, disabled = false, busy = false, className }: SwitchProps) {
  const state = { 'data-state': checked ? 'checked' : 'unchecked' };
  return (
    <button
      type="button"
      role="switch"
      {...state}
      aria-checked={busy ? !checked : checked}
      aria-busy={busy || undefined}
      aria-label={label}
      disabled={disabled}
      onClick={() => !busy && onCheckedChange(!checked)}
      className={cn(
        'relative h-[18px] w-[30px] flex-none rounded-full border-[1.5px] border-line-strong transition-colors before:absolute before:-inset-x-[4.5px] before:-inset-y-[6.5px] disabled:cursor-not-allowed disabled:border-edge data-[state=checked]:border-accent data-[state=checked]:bg-accent touch:h-6 touch:w-10 touch:before:-inset-y-[11.5px] data-[state=checked]:disabled:border-edge data-[state=checked]:disabled:bg-edge',
        className,
      )}
    >
      <span
        {...state}
        data-disabled={disabled || undefined}
        className="absolute top-[2.5px] left-[2.5px] size-2.5 rounded-full bg-line-strong transition-transform data-disabled:bg-edge data-[state=checked]:translate-x-3 data-[state=checked]:scale-120 data-[state=checked]:bg-on-accent touch:top-[3.5px] touch:left-[3.5px] touch:size-3.5 touch:data-[state=checked]:translate-x-4 touch:data-[state=checked]:scale-115"
      />
    </button>
  );
}
