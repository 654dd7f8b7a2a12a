import type { ReactNode } from 'react';
import { MarkingProvider } from './marked-page';
import { PhoneBar } from './phone-bar';
import { Sidebar, type SidebarProps } from './sidebar';

/** The desk and the sheet: everything around a page of somebody who is signed in. */
export function AppShell({ children, ...sidebar }: SidebarProps & { children: ReactNode }) {
  return (
    <MarkingProvider>
      <a
        href="#main"
        className="sr-only rounded-md bg-raised font-medium shadow-md focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-3 focus:py-2"
      >
        Skip to content
      </a>
      <div className="min-h-dvh md:grid md:grid-cols-[224px_minmax(0,1fr)]">
        <aside aria-label="Menu" className="sticky top-0 h-dvh max-md:hidden">
          <Sidebar {...sidebar} />
        </aside>
        <PhoneBar {...sidebar} />
        <main
          id="main"
          tabIndex={-1}
          className="flex min-w-0 flex-col bg-sheet outline-none max-md:min-h-[calc(100dvh-52px)] md:my-2 md:mr-2 md:rounded-xl md:border md:border-line md:shadow-sm"
        >
          <div className="mx-auto grid w-full max-w-[1176px] grid-cols-[minmax(0,1fr)] content-start gap-5 px-7 pt-[18px] pb-7 max-md:gap-4 max-md:px-4 max-md:pt-3.5 max-md:pb-6">
            {children}
          </div>
        </main>
      </div>
    </MarkingProvider>
  );
}
