'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { SearchBox } from '@/components/ui/search-box';
import { type ListParameters, listAddress } from './list-address';

type ListSearchProps = { label: string; path: string; parameters: ListParameters; className?: string };

/** How long somebody pauses who has typed what they mean. */
const PAUSE_MS = 250;

/** Searches the whole list, on the server, a moment after the last letter. The address carries it, so that it can be sent on. */
export function ListSearch({ label, path, parameters, className }: ListSearchProps) {
  const inAddress = parameters['q'] ?? '';
  const [typed, setTyped] = useState(inAddress);
  const [known, setKnown] = useState(inAddress);
  const [isSearching, startTransition] = useTransition();
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // "Clear filters" and the back button change the address from elsewhere.
  if (known !== inAddress) {
    setKnown(inAddress);
    if (!isSearching) setTyped(inAddress);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  function search(text: string) {
    clearTimeout(timer.current);
    const address = listAddress(path, parameters, { q: text.trim() });
    // The address is one of ours: `path` is a page's own.
    startTransition(() => router.replace(address as Route, { scroll: false }));
  }
  return (
    <search className={className} aria-busy={isSearching}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search(typed);
        }}
      >
        <SearchBox
          label={label}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => search(text), PAUSE_MS);
          }}
        />
      </form>
    </search>
  );
}
