import type { ReactNode } from 'react';
import { cn } from './cn';

type EmptyStateProps = {
  /** A drawing of 160 × 64. */
  art?: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** Below the line: steps, facts, people. */
  more?: ReactNode;
  className?: string;
};

/** A place with nothing in it: drawing, title, one sentence, at most one action, and what helps. */
export function EmptyState({ art, title, children, action, more, className }: EmptyStateProps) {
  return (
    <div className={cn('grid content-start justify-items-center gap-3 px-6 pt-[34px] pb-6 text-center', className)}>
      {art}
      <h2 className="mt-2 text-lg">{title}</h2>
      <div className="max-w-[38ch] text-ink-2">{children}</div>
      {action && <div className="mt-1.5 mb-2.5">{action}</div>}
      {more && <div className="mt-1.5 grid w-full gap-3 border-t border-line pt-3.5 text-left text-ink-2">{more}</div>}
    </div>
  );
}

type NothingHereProps = { title: string; children: ReactNode; action?: ReactNode };

/** The small form inside a list: filtered to nothing, or nothing yet. */
export function NothingHere({ title, children, action }: NothingHereProps) {
  return (
    <div className="grid justify-items-center gap-1 px-3 py-10 text-center">
      <h3 className="text-base">{title}</h3>
      <p className="text-ink-2">{children}</p>
      {action && <div className="mt-2.5">{action}</div>}
    </div>
  );
}
