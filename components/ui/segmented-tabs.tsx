'use client';

import { type KeyboardEvent, useRef } from 'react';
import { cn } from './cn';

type SegmentedTabsProps<T extends string> = {
  label: string;
  tabs: readonly { value: T; label: string; count?: number | string }[];
  value: T;
  onChange: (value: T) => void;
  /** The id of the `role=tabpanel` that they filter. */
  panelId: string;
  className?: string;
};

const STEPS: Record<string, (index: number, last: number) => number> = {
  ArrowRight: (index, last) => (index === last ? 0 : index + 1),
  ArrowLeft: (index, last) => (index === 0 ? last : index - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** Tabs as one bar; arrows move and select, as filtering is instant. */
export function SegmentedTabs<T extends string>(props: SegmentedTabsProps<T>) {
  const { label, tabs, value, onChange, panelId, className } = props;
  const bar = useRef<HTMLDivElement>(null);
  function step(event: KeyboardEvent) {
    const from = tabs.findIndex((tab) => tab.value === value);
    const to = STEPS[event.key]?.(from, tabs.length - 1);
    const next = to === undefined ? undefined : tabs[to];
    if (to === undefined || next === undefined) return;
    event.preventDefault();
    onChange(next.value);
    bar.current?.querySelectorAll('button')[to]?.focus();
  }
  return (
    <div
      ref={bar}
      role="tablist"
      aria-label={label}
      onKeyDown={step}
      className={cn(
        'inline-flex gap-0.5 rounded-[8px] bg-idle-wash p-0.5 max-md:flex max-md:overflow-x-auto',
        className,
      )}
    >
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          aria-selected={tab.value === value}
          aria-controls={panelId}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
          className="h-7 rounded-md px-2.5 font-medium whitespace-nowrap text-ink-2 aria-selected:bg-lift aria-selected:text-ink aria-selected:shadow-sm max-md:flex-1 focus-visible:outline-offset-[-2px] touch:h-9"
        >
          {tab.label}
          {tab.count !== undefined && <span className="ml-[5px] text-xs font-normal text-ink-3">{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
