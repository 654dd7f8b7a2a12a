import { cva } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { cn } from './cn';

const badgeClass = cva(
  'inline-flex h-5 items-center gap-[5px] rounded-[5px] pr-[7px] pl-1.5 text-xs font-medium whitespace-nowrap',
  {
    variants: {
      tone: {
        ok: 'bg-ok-wash text-ok [&>svg]:text-ok-mark',
        warn: 'bg-warn-wash text-warn [&>svg]:text-warn-mark',
        bad: 'bg-danger-wash text-danger [&>svg]:text-danger-mark',
        idle: 'bg-idle-wash text-ink-2',
        info: 'bg-accent-wash text-link',
      },
    },
  },
);

const MARKS = {
  check: <path d="m2 5.4 2.1 2.1L8 3" />,
  dot: <circle cx="5" cy="5" r="3.4" fill="currentColor" stroke="none" />,
  clock: (
    <>
      <circle cx="5" cy="5" r="4" />
      <path d="M5 2.8V5l1.5 1" />
    </>
  ),
  minus: (
    <>
      <circle cx="5" cy="5" r="3.4" />
      <path d="M3.4 5h3.2" />
    </>
  ),
  cross: <path d="m2.2 2.2 5.6 5.6M7.8 2.2 2.2 7.8" />,
  lock: (
    <>
      <rect x="2" y="4.5" width="6" height="4.2" rx="1" />
      <path d="M3.4 4.5V3.2a1.6 1.6 0 0 1 3.2 0v1.3" />
    </>
  ),
  half: (
    <>
      <circle cx="5" cy="5" r="3.6" />
      <path d="M5 1.4a3.6 3.6 0 0 1 0 7.2z" fill="currentColor" stroke="none" />
    </>
  ),
  open: <circle cx="5" cy="5" r="3.6" strokeDasharray="1.6 2.2" />,
} as const;

type BadgeTone = 'ok' | 'warn' | 'bad' | 'idle' | 'info';
export type BadgeMark = keyof typeof MARKS;

type BadgeProps = { tone: BadgeTone; mark?: BadgeMark; className?: string; children: ReactNode };

/** A status in one word, told by mark, colour and word together. */
export function Badge({ tone, mark, className, children }: BadgeProps) {
  return (
    <span className={cn(badgeClass({ tone }), className)}>
      {mark && (
        <svg viewBox="0 0 10 10" aria-hidden="true" className="icon size-2.5">
          {MARKS[mark]}
        </svg>
      )}
      {children}
    </span>
  );
}

/** A quiet outlined word that classifies without judging, such as "Client". */
export function Tag({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span
      className={cn(
        'inline-flex h-5 items-center gap-1 rounded-[5px] border border-line bg-sheet px-1.5 text-xs whitespace-nowrap text-ink-2',
        className,
      )}
    >
      {children}
    </span>
  );
}
