import { cn } from '@/components/ui/cn';
import { bladePath } from './key-cuts';

/** An Access Key drawn as a cut key. Decorative: a regenerated key looks different, the text says which it is. */
function KeyDrawing({ accessKey, className }: { accessKey: string; className?: string }) {
  return (
    <svg viewBox="0 0 34 14" aria-hidden="true" className={cn('h-3.5 w-[34px] flex-none text-ink-3', className)}>
      <circle cx="5" cy="7" r="3.7" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d={bladePath(accessKey)} fill="currentColor" />
    </svg>
  );
}

/** The larger drawing on its tile, for the title of a key's page or dialog. */
export function KeyMedal({ accessKey }: { accessKey: string }) {
  return (
    <span className="grid h-11 w-[60px] flex-none place-items-center rounded-lg bg-accent-wash">
      <KeyDrawing accessKey={accessKey} className="h-[18px] w-11 text-accent" />
    </span>
  );
}

/** A publishable key is long: in a table its middle is left out, the row's menu has the whole. */
function shortForm(accessKey: string): string {
  return accessKey.startsWith('kdp_') ? `${accessKey.slice(0, 10)}…${accessKey.slice(-7)}` : accessKey;
}

/** Drawing and Access Key side by side. */
export function KeyIdentity({ accessKey }: { accessKey: string }) {
  const text = shortForm(accessKey);
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-[7px]">
      <KeyDrawing accessKey={accessKey} />
      <span
        className="mono text-[12px] leading-[18px] text-ink-2 [overflow-wrap:anywhere]"
        title={text === accessKey ? undefined : accessKey}
      >
        {text}
      </span>
    </span>
  );
}
