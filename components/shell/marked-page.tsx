'use client';

import type { Route } from 'next';
import { usePathname } from 'next/navigation';
import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from 'react';

type Marking = { marked: Route | null; mark: (href: Route | null) => void };

const MarkingContext = createContext<Marking>({ marked: null, mark: () => undefined });

/** Around the navigation and the pages, so that a page can say below which of the others it is. */
export function MarkingProvider({ children }: { children: ReactNode }) {
  const [marked, mark] = useState<Route | null>(null);
  return <MarkingContext value={{ marked, mark }}>{children}</MarkingContext>;
}

/** Marks a page in the navigation for as long as it is rendered; for what stands below another page than its address says. */
export function MarkPage({ href }: { href: Route }) {
  const { mark } = useContext(MarkingContext);
  useLayoutEffect(() => {
    mark(href);
    return () => mark(null);
  }, [mark, href]);
  return null;
}

/** The path to be marked: where the page says that it is, or else its address. */
export function useMarkedPath(): string {
  const path = usePathname();
  return useContext(MarkingContext).marked ?? path;
}
