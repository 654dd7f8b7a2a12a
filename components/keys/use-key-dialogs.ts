'use client';

import { type RefObject, useRef, useState } from 'react';
import type { KeyView, RevealedKey } from '@/lib/keys/view';

export type KeyQuestion = 'disable' | 'activate' | 'regenerate' | 'renew' | 'delete';
/** What a row of a key opens. */
export type KeyDialog = { kind: 'edit'; key: KeyView } | { kind: KeyQuestion; key: KeyView };
export type OpenDialog = KeyDialog | { kind: 'generate' } | { kind: 'reveal'; revealed: RevealedKey };

/** @template D what the page has to open */
export type KeyDialogsState<D = OpenDialog> = {
  current: D | null;
  /** The control that opened the first dialog of a chain; the focus returns to it. */
  opener: RefObject<HTMLElement | null>;
  /** Called from the control itself, while it has the focus. */
  open: (dialog: D) => void;
  /** From one dialog to the next, or to none; the opener stays. */
  goTo: (dialog: D | null) => void;
};

/**
 * Which dialog is open. It lives above the table and holds a copy of its key, so that a page that is read again
 * below an open dialog, or has lost the key, cannot take the dialog away. A secret is held here and nowhere else.
 */
export function useKeyDialogs<D = OpenDialog>(): KeyDialogsState<D> {
  const [current, setCurrent] = useState<D | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  function open(dialog: D) {
    opener.current = focusedControl();
    setCurrent(dialog);
  }
  return { current, opener, open, goTo: setCurrent };
}

/** The element with the focus; for an entry of a menu, which is about to close, the button that opened the menu. */
function focusedControl(): HTMLElement | null {
  const active = document.activeElement;
  const menu = active?.closest('[role=menu]');
  const control = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active;
  return control instanceof HTMLElement ? control : null;
}
