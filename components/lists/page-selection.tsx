'use client';

import { SelectBox } from './select-box';

export type PageSelection = { selected: ReadonlySet<string>; onSelect: (selected: ReadonlySet<string>) => void };

/** The box in a table's head: for all rows of the page, or a dash where it is some of them. */
export function SelectPage({ ids, selected, onSelect }: PageSelection & { ids: readonly string[] }) {
  const chosen = ids.filter((id) => selected.has(id)).length;
  return (
    <SelectBox
      label="Select all on this page"
      checked={chosen === ids.length || (chosen > 0 && 'some')}
      onChange={(isChecked) => onSelect(new Set(isChecked ? ids : []))}
    />
  );
}

/** The selection with one row more or less. */
export function withRow(selected: ReadonlySet<string>, id: string, isChecked: boolean): ReadonlySet<string> {
  const next = new Set(selected);
  if (isChecked) next.add(id);
  else next.delete(id);
  return next;
}
