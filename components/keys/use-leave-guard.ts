'use client';

import { useEffect, useEffectEvent, useRef } from 'react';

type LeaveGuardOptions = { isStored: boolean; onAsk: () => void; onLeave: () => void };
type LeaveGuard = {
  /** Closes, or asks first while the key is not stored. */
  leave: () => void;
  leaveAnyway: () => void;
};

/**
 * Guards every way out of the reveal. Reload and closing the tab: the browser's own question. Its back button: the
 * reveal stands on a history entry of its own, so that going back reaches us instead of the page before.
 */
export function useLeaveGuard({ isStored, onAsk, onLeave }: LeaveGuardOptions): LeaveGuard {
  const hasEntry = useRef(false);

  useEffect(() => {
    if (isStored) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isStored]);

  const onBack = useEffectEvent(() => {
    // Our own step back, after the reveal was closed, finds no entry to guard.
    if (!hasEntry.current) return;
    hasEntry.current = false;
    if (isStored) return onLeave();
    addEntry();
    onAsk();
  });
  function addEntry() {
    window.history.pushState(window.history.state, '', window.location.href);
    hasEntry.current = true;
  }
  const begin = useEffectEvent(() => {
    if (!hasEntry.current) addEntry();
  });
  useEffect(() => {
    begin();
    const listen = () => onBack();
    window.addEventListener('popstate', listen);
    return () => window.removeEventListener('popstate', listen);
  }, []);

  function leaveAnyway() {
    if (hasEntry.current) {
      hasEntry.current = false;
      window.history.back();
    }
    onLeave();
  }
  return { leave: () => (isStored ? leaveAnyway() : onAsk()), leaveAnyway };
}
