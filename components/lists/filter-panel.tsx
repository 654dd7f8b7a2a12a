'use client';

import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Icon, type IconName } from '@/components/ui/icon';

type FilterPanelProps = {
  label: string;
  icon?: IconName;
  /** Gets what closes the panel, once a choice was made. */
  children: (close: () => void) => ReactNode;
};

/** A filter that needs more than a choice: a button, and a panel under it. Escape closes it, and so does a click elsewhere. */
export function FilterPanel({ label, icon, children }: FilterPanelProps) {
  const { box, isOpen, toggle, close } = usePanel();
  const id = useId();
  return (
    <div ref={box} className="relative max-md:flex-1">
      <Button aria-expanded={isOpen} aria-controls={id} className="max-md:w-full" onClick={toggle}>
        <span className="inline-flex items-center gap-[7px]">
          {icon !== undefined && <Icon name={icon} className="-ml-0.5 text-ink-3" />}
          {label}
          {icon === undefined && <Icon name="down" className="text-ink-3" />}
        </span>
      </Button>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would say "group" with a legend that the button already is. */}
      <div
        id={id}
        role="group"
        aria-label={label}
        hidden={!isOpen}
        data-panel
        className="absolute top-full left-0 z-40 mt-1 w-[268px] animate-rise max-md:fixed max-md:inset-x-4 max-md:top-auto max-md:w-auto rounded-lg bg-raised p-3 shadow-md"
      >
        {isOpen && children(close)}
      </div>
    </div>
  );
}

/** Opens into its first control. Escape and a choice return the focus to the button; whoever went elsewhere stays there. */
function usePanel() {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const here = box.current;
    if (!isOpen || here === null) return;
    here.querySelector<HTMLElement>('[data-panel] :is(input, button)')?.focus();
    const leave = ({ target }: Event) => {
      if (target instanceof Node && !here.contains(target)) setOpen(false);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      here.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [isOpen]);
  function close() {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  }
  return { box, isOpen, toggle: () => setOpen(!isOpen), close };
}
