import { cn } from './cn';

/** The product's mark: a key on a petrol tile. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 30 30" aria-hidden="true" className={cn('size-[30px] flex-none', className)}>
      <rect width="30" height="30" rx="8" fill="var(--accent)" />
      <circle cx="10" cy="15" r="4.2" fill="none" stroke="var(--on-accent)" strokeWidth="2.4" />
      <path d="M14.2 13.8h10.3v2.4h-1.6v3.2h-2.3v-3.2h-1.4v2h-2.3v-2h-2.7z" fill="var(--on-accent)" />
    </svg>
  );
}
