'use client';

import { SelectPage, withRow } from '@/components/lists/page-selection';
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
  const ids = people.map(({ id }) => id);
  const box = <SelectPage ids={ids} selected={selected} onSelect={onSelect} />;
  return (
    <DataTable label="Users" columns={[{ title: 'Select', isUnseen: true, head: box, className: 'w-9' }, ...COLUMNS]}>
      {people.map((person) => (
        <PersonRow
          key={person.id}
          of={person}
          isSelected={selected.has(person.id)}
          onSelect={(isChecked) => onSelect(withRow(selected, person.id, isChecked))}
          onAsk={onAsk}
          onPoint={(at) => onPoint({ person, ...at })}
        />
      ))}
    </DataTable>
  );
}
