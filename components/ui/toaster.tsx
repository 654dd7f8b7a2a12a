'use client';

import { useSyncExternalStore } from 'react';
import { Toaster as Sonner } from 'sonner';

const PHONE = '(width < 761px)';

function subscribe(onChange: () => void) {
  const query = window.matchMedia(PHONE);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Where toasts appear, once per document: bottom right, on a phone on top, away from the thumb and the sheets. */
export function Toaster() {
  const isPhone = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
  return <Sonner position={isPhone ? 'top-center' : 'bottom-right'} visibleToasts={4} gap={10} />;
}
