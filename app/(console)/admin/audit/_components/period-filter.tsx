'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { FilterPanel } from '@/components/lists/filter-panel';
import { type ListParameters, listAddress } from '@/components/lists/list-address';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';

type PeriodFilterProps = { label: string; path: string; parameters: ListParameters };

/** From one day to another, both included; either may be left out. */
export function PeriodFilter({ label, path, parameters }: PeriodFilterProps) {
  const router = useRouter();
  return (
    <FilterPanel label={label} icon="calendar">
      {(close) => {
        const apply = (from: string, to: string) => {
          close();
          router.push(listAddress(path, parameters, { from, to }) as Route, { scroll: false });
        };
        return (
          <form
            className="grid gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              const fields = new FormData(event.currentTarget);
              apply(String(fields.get('from')), String(fields.get('to')));
            }}
          >
            <div className="grid grid-cols-2 gap-2">
              <TextField label="From" name="from" type="date" defaultValue={parameters['from'] ?? ''} />
              <TextField label="To" name="to" type="date" defaultValue={parameters['to'] ?? ''} />
            </div>
            <div className="flex gap-2 [&>button]:flex-1">
              <Button onClick={() => apply('', '')}>Any time</Button>
              <Button type="submit" variant="primary">
                Apply
              </Button>
            </div>
          </form>
        );
      }}
    </FilterPanel>
  );
}
