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
      className={cn('switch', className)}
    >
      <span {...state} data-disabled={disabled || undefined} className="switch-thumb" />
    </button>
  );
}
