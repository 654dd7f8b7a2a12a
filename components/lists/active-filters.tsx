import type { Route } from 'next';
import Link from 'next/link';
import { Icon } from '@/components/ui/icon';
import { type ListParameters, listAddress } from './list-address';

export type ActiveFilter = { name: string; label: string };

type ActiveFiltersProps = { filters: readonly ActiveFilter[]; path: string; parameters: ListParameters };

/** What narrows the list, each with a way out, and one way out of all. */
export function ActiveFilters({ filters, path, parameters }: ActiveFiltersProps) {
  if (filters.length === 0) return null;
  const cleared = Object.fromEntries(filters.map(({ name }) => [name, null]));
  return (
    <>
      {filters.map(({ name, label }) => (
        <Link
          key={name}
          href={listAddress(path, parameters, { [name]: null }) as Route}
          aria-label={`Remove filter ${label}`}
          scroll={false}
          className="inline-flex h-7 items-center gap-1.5 rounded-full bg-accent-wash px-2.5 font-medium text-link hover:no-underline touch:h-10"
        >
          {label}
          <Icon name="x" className="size-3" />
        </Link>
      ))}
      <Link
        href={listAddress(path, parameters, { ...cleared, q: null }) as Route}
        scroll={false}
        className="font-medium"
      >
        Clear
      </Link>
    </>
  );
}
