import { cn } from './cn';

/** A still grey bar where text will be. */
function Skeleton({ className }: { className?: string }) {
  return <span className={cn('block h-2.5 rounded-sm bg-idle-wash', className)} />;
}

const ROWS = [
  ['w-[62%]', 'w-[80%]'],
  ['w-[48%]', 'w-[66%]'],
  ['w-[70%]', 'w-[88%]'],
] as const;

/** Three still rows in place of a list that is being read. */
export function SkeletonRows({ label }: { label: string }) {
  return (
    <div role="status" aria-busy="true" aria-label={label} className="grid gap-4 rounded-lg border border-line p-3.5">
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
