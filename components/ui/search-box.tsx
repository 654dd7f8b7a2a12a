'use client';

import { useId } from 'react';
import { LONGEST_SEARCH } from '@/lib/kernel/search-text';
import { cn } from './cn';
import { inputClass } from './field';
import { Icon } from './icon';

type SearchBoxProps = { label: string; value: string; onChange: (value: string) => void; className?: string };

/** A field that narrows the list below it as one types. */
export function SearchBox({ label, value, onChange, className }: SearchBoxProps) {
  const id = useId();
  return (
    <div className={cn('relative min-w-0', className)}>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Icon name="search" className="pointer-events-none absolute top-[9px] left-[9px] text-ink-3 touch:top-[13px]" />
      <input
        id={id}
        type="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={LONGEST_SEARCH}
        value={value}
        placeholder={label}
        onChange={(event) => onChange(event.target.value)}
        className={cn(inputClass, 'pl-[31px] [&::-webkit-search-cancel-button]:hidden')}
      />
    </div>
  );
}
