'use client';

import { SelectBox } from '@/components/lists/select-box';
import { type Column, DataTable } from '@/components/ui/data-table';
import type { PersonQuestion, PersonView } from '@/lib/accounts/people-view';
import { PersonRow } from './person-row';

type PeopleTableProps = {
  people: PersonView[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  onAsk: (question: PersonQuestion, person: PersonView) => void;
  onPoint: (pointed: { person: PersonView; x: number; y: number }) => void;
};

const COLUMNS: readonly Column[] = [
  { title: 'Name and e-mail' },
  { title: 'Role' },
  { title: 'Key management' },
  { title: 'MFA' },
  { title: 'Keys', className: 'text-right' },
  { title: 'Last seen' },
  { title: 'Status' },
  { title: 'Actions', isUnseen: true },
];

/** The people of a page. */
export function PeopleTable({ people, selected, onSelect, onAsk, onPoint }: PeopleTableProps) {
  const all = people.map(({ id }) => id);
  const chosen = all.filter((id) => selected.has(id)).length;
  const box = (
    <SelectBox
      label="Select all on this page"
      checked={chosen === all.length || (chosen > 0 && 'some')}
      onChange={(isChecked) => onSelect(new Set(isChecked ? all : []))}
    />
  );
  function toggle(id: string, isChecked: boolean) {
    const next = new Set(selected);
    if (isChecked) next.add(id);
    else next.delete(id);
    onSelect(next);
  }
  return (
    <DataTable label="Users" columns={[{ title: 'Select', isUnseen: true, head: box, className: 'w-9' }, ...COLUMNS]}>
      {people.map((person) => (
        <PersonRow
          key={person.id}
          of={person}
          isSelected={selected.has(person.id)}
          onSelect={(isChecked) => toggle(person.id, isChecked)}
          onAsk={onAsk}
          onPoint={(at) => onPoint({ person, ...at })}
        />
      ))}
    </DataTable>
  );
}
