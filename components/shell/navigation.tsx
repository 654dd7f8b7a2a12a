'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { use } from 'react';
import { Icon, type IconName } from '@/components/ui/icon';
import { useMarkedPath } from './marked-page';

export type NavigationItem = {
  label: string;
  icon: IconName;
  href: Route;
  /** Waiting work only. */
  count?: number;
};
export type NavigationSection = { label: string; items: NavigationItem[] };

/** Promised, so that the page in the shell is read beside what the menu waits for. */
export type PromisedSections = Promise<NavigationSection[]>;

type NavigationProps = { sections: PromisedSections; onFollow?: () => void };

/** The pages, in named sections; the one we are on, or below, is marked. */
export function Navigation({ sections, onFollow }: NavigationProps) {
  const path = useMarkedPath();
  const isCurrent = (href: string) => path === href || path.startsWith(`${href}/`);
  return use(sections).map((section) => (
    <nav key={section.label} aria-label={section.label} className="grid gap-px">
      <h2 className="px-2 pb-[5px] text-xs font-medium tracking-normal text-ink-3">{section.label}</h2>
      {section.items.map(({ label, icon, href, count = 0 }) => (
        <Link
          key={href}
          href={href}
          aria-current={isCurrent(href) ? 'page' : undefined}
          {...(onFollow ? { onClick: onFollow } : {})}
          className="flex h-[30px] items-center gap-[9px] rounded-md px-2 font-medium text-ink-2 hover:bg-[color-mix(in_oklab,var(--ink)_5%,transparent)] hover:no-underline aria-[current]:bg-sheet aria-[current]:text-ink aria-[current]:shadow-[var(--shadow-1),0_0_0_1px_var(--line)] touch:h-10 [&>svg]:text-ink-3 aria-[current]:[&>svg]:text-accent"
        >
          <Icon name={icon} />
          {label}
          {count > 0 && (
            <span className="ml-auto min-w-[18px] rounded-full bg-accent-wash px-[5px] text-center text-[11px] leading-[18px] font-semibold text-link">
              {count}
              <span className="sr-only"> waiting</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  ));
}
