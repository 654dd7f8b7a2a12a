import { cn } from './cn';

/** The tick of a checkbox, or the dash of one that is for some of its rows; drawn over the box that it belongs to. */
export function Tick({ dash = false, className }: { dash?: boolean; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={cn('pointer-events-none absolute inset-0 size-4 fill-none stroke-on-accent', className)}
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={dash ? 'M4.5 8h7' : 'M4.25 8.25 7 11l4.75-5.75'} />
    </svg>
  );
}
