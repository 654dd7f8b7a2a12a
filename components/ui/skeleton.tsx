import type { ReactNode } from 'react';
import { cn } from './cn';

/** A still grey bar where text will be. */
export function Skeleton({ className }: { className?: string }) {
  return <span className={cn('block h-2.5 rounded-sm bg-idle-wash', className)} />;
}

/** A page that is being read: announced once, by its name, and still. */
export function SkeletonPage({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status" aria-busy="true" aria-label={label} className="grid gap-5 max-md:gap-4">
      {children}
    </div>
  );
}

/** Breadcrumb, title, sentence, and the place of the page's action. */
export function SkeletonHeader({ hasAction = false }: { hasAction?: boolean }) {
  return (
    <div className="flex items-start gap-4">
      <div className="grid flex-1 gap-3 pt-1">
        <Skeleton className="h-2 w-40" />
        <Skeleton className="h-4 w-48" />
        <Skeleton className="w-[min(420px,80%)]" />
      </div>
      {hasAction && <Skeleton className="mt-5 h-8 w-40 rounded-md max-md:hidden" />}
    </div>
  );
}

/** A card whose text is being read. */
export function SkeletonCard({ lines = 3, className }: { lines?: number; className?: string }) {
  return (
    <div className={cn('rounded-lg border border-line', className)}>
      <div className="border-b border-line px-3.5 py-4">
        <Skeleton className="h-3 w-32" />
      </div>
      <div className="grid gap-3 p-3.5">
        {Array.from({ length: lines }, (_, line) => WIDTHS[line % WIDTHS.length]).map((width, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars without content never move.
          <Skeleton key={line} className={cn(width)} />
        ))}
      </div>
    </div>
  );
}

const WIDTHS = ['w-[62%]', 'w-[80%]', 'w-[48%]', 'w-[70%]'];

const ROWS = [
  ['w-[62%]', 'w-[80%]'],
  ['w-[48%]', 'w-[66%]'],
  ['w-[70%]', 'w-[88%]'],
] as const;

/** Three still rows in place of a list that is being read; the page around them says so. */
export function SkeletonRows() {
  return (
    <div className="grid gap-4 rounded-lg border border-line p-3.5">
      {ROWS.map(([first, second]) => (
        <div key={first} className="grid grid-cols-[1fr_72px_96px] items-center gap-4">
          <div className="grid gap-2">
            <Skeleton className={first} />
            <Skeleton className={cn('h-2', second)} />
          </div>
          <Skeleton />
          <Skeleton />
        </div>
      ))}
    </div>
  );
}
