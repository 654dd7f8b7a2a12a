import type { ReactNode } from 'react';

type SetupStepProps = { number: number; title: string; aside?: ReactNode; children: ReactNode };

/** One numbered step. The number is drawn; the list itself counts for whoever cannot see it. */
export function SetupStep({ number, title, aside, children }: SetupStepProps) {
  return (
    <li className="relative grid grid-cols-[24px_minmax(0,1fr)] gap-3 px-3.5 pt-4 pb-5 not-first:border-t not-first:border-line max-md:grid-cols-[minmax(0,1fr)]">
      <span
        aria-hidden="true"
        className="size-[22px] rounded-full bg-accent-wash text-center text-xs leading-[22px] font-semibold text-link max-md:absolute max-md:top-[15px] max-md:left-3.5"
      >
        {number}
      </span>
      <div className="grid min-w-0 content-start gap-2">
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold max-md:pl-8">
          {title}
          {aside}
        </h3>
        {children}
      </div>
    </li>
  );
}
