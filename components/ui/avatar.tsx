import { cn } from './cn';

/** First letters of the first and the last word, for any script: "Dana Whitfield" → "DW". */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

/** A person's initials in a disc. Decorative: the name stands beside it or in the control's name. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'grid size-[26px] flex-none place-items-center rounded-full bg-accent-wash text-[10.5px] font-semibold tracking-[.01em] text-link',
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
