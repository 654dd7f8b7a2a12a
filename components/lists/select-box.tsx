'use client';

import { Tick } from '@/components/ui/tick';

type SelectBoxProps = {
  /** "Select Dana Whitfield", "Select all on this page". */
  label: string;
  /** Some of what it stands for: a dash. */
  checked: boolean | 'some';
  onChange: (checked: boolean) => void;
};

/** The box at the beginning of a row, or of the table's head. Its hit area is larger than its picture. */
export function SelectBox({ label, checked, onChange }: SelectBoxProps) {
  return (
    <label className="select-box">
      <input
        type="checkbox"
        aria-label={label}
        checked={checked === true}
        // `indeterminate` is a property only; what is said aloud follows from it.
        ref={(box) => {
          if (box !== null) box.indeterminate = checked === 'some';
        }}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {checked !== false && <Tick dash={checked === 'some'} />}
    </label>
  );
}
