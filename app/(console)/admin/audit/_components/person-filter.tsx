'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { FilterPanel } from '@/components/lists/filter-panel';
import { type ListParameters, listAddress } from '@/components/lists/list-address';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';

type PersonFilterProps = {
  label: string;
  /** The parameter that it sets. */
  name: string;
  choices: readonly { value: string; label: string }[];
  /** What may be written. */
  field: string;
  path: string;
  parameters: ListParameters;
};

/** Narrows to people by a part of their name, or to one of a few that are there always. */
export function PersonFilter({ label, name, choices, field, path, parameters }: PersonFilterProps) {
  const router = useRouter();
  const chosen = parameters[name] ?? '';
  const isWritten = !choices.some(({ value }) => value === chosen);
  return (
    <FilterPanel label={label}>
      {(close) => {
        const apply = (value: string) => {
          close();
          router.push(listAddress(path, parameters, { [name]: value }) as Route, { scroll: false });
        };
        return (
          <form
            className="grid gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              const written = new FormData(event.currentTarget).get('name');
              apply(typeof written === 'string' ? written.trim() : '');
            }}
          >
            <TextField
              label={field}
              name="name"
              defaultValue={isWritten ? chosen : ''}
              autoComplete="off"
              spellCheck={false}
              hint="Three letters or more."
            />
            <div className="flex flex-wrap gap-1.5">
              {choices.map((choice) => (
                <Button
                  key={choice.value}
                  size="sm"
                  aria-pressed={choice.value === chosen}
                  className="aria-pressed:border-transparent aria-pressed:bg-accent-wash aria-pressed:text-link"
                  onClick={() => apply(choice.value === chosen ? '' : choice.value)}
                >
                  {choice.label}
                </Button>
              ))}
            </div>
            <Button type="submit" variant="primary">
              Apply
            </Button>
          </form>
        );
      }}
    </FilterPanel>
  );
}
