'use client';

import { useEffect, useState } from 'react';
import { latePart, OnDemand, onceAwake } from './on-demand';
import { summonBy } from './toast';

const toasts = latePart(async () => (await import('./toasts')).Toasts);
const NOTHING = {};

/** The place of toasts, once per document. It is made when somebody is there to see one. */
export function Toaster() {
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    // What cannot be fetched is asked for again with the next toast: no page fails for want of them.
    const prepare = () => {
      toasts.fetch().then(
        () => setReady(true),
        () => undefined,
      );
    };
    summonBy(prepare);
    return onceAwake(prepare);
  }, []);
  return isReady && <OnDemand of={toasts} given={NOTHING} />;
}
