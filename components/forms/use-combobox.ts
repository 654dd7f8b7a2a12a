'use client';

import { type ChangeEvent, type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type Choice, type ChoicesState, useChoices } from './use-choices';

type ComboboxOptions<C extends Choice> = {
  source: string;
  text: string;
  taken?: readonly string[];
  onText: (text: string) => void;
  onChoose: (choice: C) => void;
};

/** The list of a field that searches: when it is open, what it offers, and which of that Enter chooses. */
export function useCombobox<C extends Choice>({ source, text, taken = [], onText, onChoose }: ComboboxOptions<C>) {
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const state = useChoices<C>(source, text.trim(), isOpen);
  const offered = state.choices.filter(({ id }) => !taken.includes(id));
  const current = offered[Math.min(active, offered.length - 1)];

  useEscape(isOpen, () => setOpen(false));

  function choose(choice: C) {
    setOpen(false);
    setActive(0);
    onChoose(choice);
    input.current?.focus();
  }
  function move(event: KeyboardEvent, to: number) {
    event.preventDefault();
    if (isOpen) setActive((to + offered.length) % Math.max(1, offered.length));
    else setOpen(true);
  }
  function onKeyDown(event: KeyboardEvent) {
    const at = Math.min(active, Math.max(0, offered.length - 1));
    if (event.key === 'ArrowDown') move(event, at + 1);
    else if (event.key === 'ArrowUp') move(event, at - 1);
    else if (event.key === 'Enter' && isOpen) {
      event.preventDefault(); // Chooses, and does not send the form.
      if (current !== undefined && state.status === 'found') choose(current);
    }
  }
  function onChange(event: ChangeEvent<HTMLInputElement>) {
    onText(event.target.value);
    setActive(0);
    setOpen(true);
  }
  const handlers = { onChange, onClick: () => setOpen(true), onBlur: () => setOpen(false), onKeyDown };
  return { isOpen, state: { ...state, choices: offered } as ChoicesState<C>, current, choose, input, handlers };
}

/** Before a dialog around the field hears of it: the first Escape closes the list, and the dialog stays. */
function useEscape(isOpen: boolean, close: () => void) {
  const onEscape = useEffectEvent(close);
  useEffect(() => {
    if (!isOpen) return;
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onEscape();
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [isOpen]);
}
