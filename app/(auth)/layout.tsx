import type { ReactNode } from 'react';

/** Signed-out pages: one card, centred; on a phone at the top and as wide as the screen. */
export default function SignedOutLayout({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-dvh grid-cols-[minmax(0,384px)] content-center justify-center gap-6 px-4 pt-10 pb-12 max-md:grid-cols-[minmax(0,1fr)] max-md:content-start max-md:pt-5">
      {children}
    </main>
  );
}
