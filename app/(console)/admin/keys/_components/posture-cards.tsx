'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { use } from 'react';
import { type ListParameters, listAddress } from '@/components/lists/list-address';
import { cn } from '@/components/ui/cn';
import { Skeleton } from '@/components/ui/skeleton';
import type { CountedView } from '@/lib/keys/inventory/view';

const TONES = { plain: 'text-ink', warn: 'text-warn', bad: 'text-danger' } as const;

const CARDS = 'grid grid-cols-6 gap-2 max-lg:grid-cols-3 max-md:grid-cols-2';

/** Where they will stand. */
export function PostureSkeleton() {
  return (
    <div aria-busy="true" className={CARDS}>
      {['all', 'soon', 'unused', 'mfa', 'full', 'ip'].map((card) => (
        <Skeleton key={card} className="h-[86px] rounded-lg" />
      ))}
    </div>
  );
}

/** How the keys stand. Each card sets the filter below to what it counts; pressed again it takes it away. */
export function PostureCards({ counted, parameters }: { counted: Promise<CountedView>; parameters: ListParameters }) {
  const router = useRouter();
  const { sort: _sort, ...narrowed } = parameters;
  return (
    <section aria-label="Posture" className={CARDS}>
      {use(counted).cards.map((card) => {
        const isPressed = isSame(card.parameters, narrowed);
        const cleared = Object.fromEntries(Object.keys(narrowed).map((name) => [name, null]));
        const address = listAddress('/admin/keys', parameters, { ...cleared, ...(isPressed ? {} : card.parameters) });
        return (
          <button
            key={card.title}
            type="button"
            aria-pressed={isPressed}
            onClick={() => router.push(address as Route, { scroll: false })}
            className={cn(
              'grid min-w-0 cursor-pointer justify-items-start rounded-lg border border-line bg-sheet px-3 py-2 text-left hover:bg-hover',
              'aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:shadow-[inset_0_0_0_1px_var(--accent)]',
            )}
          >
            <span className="text-xs font-medium text-ink-2">{card.title}</span>
            <b className={cn('text-[22px] leading-[30px] font-semibold tabular-nums', TONES[card.tone])}>
              {card.figure}
            </b>
            <span className="text-xs text-ink-3 aria-pressed:text-ink-2">{card.says}</span>
          </button>
        );
      })}
    </section>
  );
}

function isSame(one: ListParameters, other: ListParameters): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
