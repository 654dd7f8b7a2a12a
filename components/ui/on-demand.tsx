'use client';

import { type ComponentType, createElement, type ReactNode, useEffect, useState } from 'react';

/** What somebody does before they can press a button. */
const SIGNS = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'focusin'] as const;
const waiting = new Set<() => void>();
let isAwake = false;

/** Somebody is there: what waited for that begins. */
function wake(): void {
  isAwake = true;
  for (const sign of SIGNS) document.removeEventListener(sign, wake);
  for (const run of waiting) run();
  waiting.clear();
}

/** Runs at the first sign of somebody, or at once where there was one. @returns what calls it off */
export function onceAwake(run: () => void): () => void {
  if (isAwake) run();
  else {
    // Adding the same listener twice is adding it once.
    for (const sign of SIGNS) document.addEventListener(sign, wake, { passive: true });
    waiting.add(run);
  }
  return () => waiting.delete(run);
}

/** A part of the page whose script is fetched when it is first shown, or prepared. */
export type LatePart<P> = {
  /** Null until it was fetched. */
  component: ComponentType<P> | null;
  fetch: () => Promise<void>;
};

/** Names a part by how it is fetched: `latePart(async () => (await import('./big-dialog')).BigDialog)`. */
export function latePart<P>(load: () => Promise<ComponentType<P>>): LatePart<P> {
  const part: LatePart<P> = {
    component: null,
    async fetch() {
      part.component ??= await load();
    },
  };
  return part;
}

/**
 * Shows a late part. Not React's `lazy`, which holds back what was late for another 300 ms, and remembers a failure for good.
 * A script that cannot be had is a page that failed.
 */
export function OnDemand<P extends object>({ of: part, given }: { of: LatePart<P>; given: P }): ReactNode {
  const [isThere, setThere] = useState(part.component !== null);
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  useEffect(() => {
    if (isThere) return;
    part.fetch().then(
      () => setThere(true),
      (error) => setFailure({ error }),
    );
  }, [part, isThere]);
  if (failure !== null) throw failure.error;
  return part.component === null ? null : createElement(part.component, given);
}

/** Has a part ready before anybody can ask for it, without its script being one that the page waits for. */
export function usePrepared({ fetch }: Pick<LatePart<unknown>, 'fetch'>): void {
  useEffect(
    () =>
      onceAwake(() => {
        // What fails here is asked for again when it is wanted.
        fetch().catch(() => undefined);
      }),
    [fetch],
  );
}
