'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Menu, MenuItem } from '@/components/ui/menu';
import { type ListParameters, listAddress } from './list-address';

export type FilterChoice = { value: string; label: string };

type FilterMenuProps = {
  label: string;
  /** The parameter that it sets. */
  name: string;
  choices: readonly FilterChoice[];
  path: string;
  parameters: ListParameters;
};

/** One filter as a button with its choices; the chosen one is ticked, and choosing it again takes it away. */
export function FilterMenu({ label, name, choices, path, parameters }: FilterMenuProps) {
  const router = useRouter();
  const chosen = parameters[name];
  return (
    <Menu
      align="start"
      className="w-[220px]"
      trigger={
        <Button className="max-md:flex-1">
          <span className="inline-flex items-center gap-[7px]">
            {label}
            <Icon name="down" className="text-ink-3" />
          </span>
        </Button>
      }
    >
      {choices.map((choice) => (
        <MenuItem
          key={choice.value}
          {...(choice.value === chosen ? { hint: '✓' } : {})}
          onSelect={() => {
            const value = choice.value === chosen ? null : choice.value;
            router.push(listAddress(path, parameters, { [name]: value }) as Route, { scroll: false });
          }}
        >
          {choice.label}
        </MenuItem>
      ))}
    </Menu>
  );
}
