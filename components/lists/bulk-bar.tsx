'use client';

import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/button';

type BulkBarProps = {
  /** "3 selected" */
  says: string;
  /** Beside it, such as the way to select all that the filter finds. */
  more?: ReactNode;
  onClear: () => void;
  /** The buttons; on a phone they share the width. */
  children: ReactNode;
};

/** Sticks to the bottom while something is selected. */
export function BulkBar({ says, more, onClear, children }: BulkBarProps) {
  return (
    <section
      aria-label="Selected"
      className="sticky bottom-3 z-20 flex flex-wrap items-center gap-2 rounded-lg bg-raised py-2 pr-2 pl-4 shadow-md"
    >
      <p role="status" className="mr-auto flex flex-wrap items-center gap-x-2">
        <b className="font-semibold text-ink">{says}</b>
        {more}
      </p>
      <IconButton icon="x" label="Clear the selection" className="order-last max-md:order-none" onClick={onClear} />
      <div className="flex gap-2 max-md:basis-full max-md:flex-wrap max-md:[&>*]:flex-1">{children}</div>
    </section>
  );
}
