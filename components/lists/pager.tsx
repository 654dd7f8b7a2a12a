import type { Route } from 'next';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { type ListParameters, listAddress } from './list-address';

type PagerProps = {
  page: { previous: string | null; next: string | null };
  path: string;
  parameters: ListParameters;
  /** What the pages hold, when it is not simply older and newer. */
  labels?: { previous: string; next: string };
};

const LABELS = { previous: 'Previous', next: 'Next' };

/** The ways to the pages before and after; nothing where everything is on one. */
export function Pager({ page: { previous, next }, path, parameters, labels = LABELS }: PagerProps) {
  if (previous === null && next === null) return null;
  return (
    <nav aria-label="Pages" className="flex justify-center gap-2">
      {previous !== null && (
        <Link
          href={listAddress(path, parameters, { before: previous }) as Route}
          rel="prev"
          prefetch={false}
          className={buttonClass()}
        >
          {labels.previous}
        </Link>
      )}
      {next !== null && (
        <Link
          href={listAddress(path, parameters, { after: next }) as Route}
          rel="next"
          prefetch={false}
          className={buttonClass()}
        >
          {labels.next}
        </Link>
      )}
    </nav>
  );
}
