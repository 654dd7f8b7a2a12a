'use client';

import type { MouseEvent } from 'react';
import { SelectBox } from '@/components/lists/select-box';
import { Avatar } from '@/components/ui/avatar';
import { Badge, Tag } from '@/components/ui/badge';
import { IconButton } from '@/components/ui/button';
import { DataCell, DataRow } from '@/components/ui/data-table';
import { Menu } from '@/components/ui/menu';
import { Time } from '@/components/ui/time';
import type { PersonQuestion, PersonView } from '@/lib/accounts/people-view';
import { MORE_OF, PersonMenuItems } from './person-menu';

type PersonRowProps = {
  of: PersonView;
  isSelected: boolean;
  onSelect: (isSelected: boolean) => void;
  onAsk: (question: PersonQuestion, person: PersonView) => void;
  onPoint: (at: { x: number; y: number }) => void;
};

/** One person; the menu at the end of the row is at the right mouse button as well. */
export function PersonRow({ of: person, isSelected, onSelect, onAsk, onPoint }: PersonRowProps) {
  return (
    <DataRow isSelected={isSelected} isWide onContextMenu={(event) => pointAt(event, onPoint)}>
      <DataCell className="w-9 pr-0 cards:absolute cards:top-[9px] cards:left-3.5 cards:w-auto">
        <SelectBox label={`Select ${person.name}`} checked={isSelected} onChange={onSelect} />
      </DataCell>
      <DataCell isHeader className="cards:col-span-2 cards:pr-10 cards:pl-7!">
        <Identity of={person} />
      </DataCell>
      <DataCell label="Role">
        <Role of={person} />
      </DataCell>
      <DataCell label="Key management" className="whitespace-nowrap">
        {person.hasKeyManagement ? 'Granted' : <span className="text-ink-3">Not granted</span>}
      </DataCell>
      <DataCell label="MFA">{person.hasMfa ? 'On' : <span className="text-warn">Off</span>}</DataCell>
      <DataCell label="Keys" className="text-right cards:text-left">
        {person.keys}
      </DataCell>
      <DataCell label="Last seen" className="whitespace-nowrap">
        {person.lastSeen === null ? <span className="text-ink-3">Never</span> : <Time {...person.lastSeen} />}
      </DataCell>
      <DataCell label="Status">
        <Badge tone={person.state.tone} mark={person.state.mark}>
          {person.state.label}
        </Badge>
        {person.state.note !== null && (
          <span className="block text-xs leading-[18px] text-ink-3">{person.state.note}</span>
        )}
      </DataCell>
      <DataCell className="w-9 text-right cards:absolute cards:top-1.5 cards:right-1.5 cards:w-auto">
        <Menu
          trigger={
            <IconButton icon="dots" label={`More for ${person.name}`} className="-my-1" {...{ [MORE_OF]: person.id }} />
          }
        >
          <PersonMenuItems person={person} onAsk={onAsk} />
        </Menu>
      </DataCell>
    </DataRow>
  );
}

/** Asked by the keyboard there is no pointer: the menu opens at what has the focus. */
function pointAt(event: MouseEvent, onPoint: PersonRowProps['onPoint']) {
  event.preventDefault();
  const isPointer = event.clientX !== 0 || event.clientY !== 0;
  if (isPointer || !(event.target instanceof Element)) return onPoint({ x: event.clientX, y: event.clientY });
  const { left, bottom } = event.target.getBoundingClientRect();
  onPoint({ x: left, y: bottom });
}

function Identity({ of: { name, email, tags } }: { of: PersonView }) {
  return (
    <span className="flex items-start gap-2.5">
      <Avatar name={name} className="mt-1 group-data-[selected]/row:bg-sheet cards:hidden" />
      <span className="min-w-0 leading-[18px] [overflow-wrap:anywhere]">
        <span className="font-semibold text-ink">{name}</span>
        {tags.map((tag) => (
          <Tag key={tag} className="ml-1.5 h-[18px]">
            {tag}
          </Tag>
        ))}
        <span className="block text-[12.5px] text-ink-2">{email}</span>
      </span>
    </span>
  );
}

function Role({ of: { isAdministrator } }: { of: PersonView }) {
  return isAdministrator ? 'Administrator' : <span className="text-ink-2">Member</span>;
}
