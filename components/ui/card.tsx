import type { ReactNode } from 'react';
import { cn } from './cn';

/** A bordered surface on the sheet. */
export function Card({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn('min-w-0 rounded-lg border border-line bg-sheet', className)}>{children}</div>;
}

type CardHeaderProps = { title: string; id?: string; badge?: ReactNode; children?: ReactNode; className?: string };

/** The head of a card: title, then whatever belongs at the right. */
export function CardHeader({ title, id, badge, children, className }: CardHeaderProps) {
  return (
    <header
      className={cn('flex min-h-11 items-center gap-2 border-b border-line px-3.5 py-2 max-md:flex-wrap', className)}
    >
      <h2 id={id}>{title}</h2>
      {badge}
      {children && <div className="ml-auto flex items-center gap-2">{children}</div>}
    </header>
  );
}

export function CardBody({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn('p-3.5', className)}>{children}</div>;
}
