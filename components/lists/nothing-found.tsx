import type { Route } from 'next';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { NothingHere } from '@/components/ui/empty-state';

type NothingFoundProps = {
  /** The list without search and filters. */
  path: string;
  /** "service account" */
  noun: string;
  query: string;
};

/** A list that search or filters have narrowed to nothing, with the way out of both. */
export function NothingFound({ path, noun, query }: NothingFoundProps) {
  return (
    <div className="rounded-lg border border-line">
      <NothingHere
        title={query === '' ? `No ${noun}s here` : `No ${noun} matches “${query}”`}
        action={
          <Link href={path as Route} className={buttonClass()}>
            Clear filters
          </Link>
        }
      >
        {query === '' ? 'A filter is on.' : 'Search looks for any part of a word.'}
      </NothingHere>
    </div>
  );
}
