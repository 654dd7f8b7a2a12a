'use client';

import {
  type ComponentProps,
  cloneElement,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useId,
  useRef,
  useState,
} from 'react';
import { type MenuCodeProps, type MenuItemProps, useMenuParts } from './menu-context';
import { latePart, OnDemand, usePrepared } from './on-demand';

const menuPanel = latePart(async () => (await import('./menu-parts')).MenuPanel);
const pointPanel = latePart(async () => (await import('./menu-parts')).PointPanel);

type MenuProps = {
  trigger: ReactElement<ComponentProps<'button'>>;
  side?: 'top' | 'bottom';
  align?: 'start' | 'end';
  className?: string;
  children: ReactNode;
};

/** A menu at the button `trigger`. What it opens is fetched when somebody comes. */
export function Menu({ trigger, side = 'bottom', align = 'end', className, children }: MenuProps) {
  usePrepared(menuPanel);
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const [openedBy, setOpenedBy] = useState<'pointer' | 'key' | null>(null);
  const isOpen = openedBy !== null;
  const toggle = (by: 'pointer' | 'key') => setOpenedBy((before) => (before === null ? by : null));
  const control: ComponentProps<'button'> = {
    ref: anchor,
    id,
    'aria-haspopup': 'menu',
    'aria-expanded': isOpen,
    'aria-controls': isOpen ? `${id}-menu` : undefined,
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0 || event.ctrlKey) return;
      toggle('pointer');
      if (!isOpen) event.preventDefault(); // The focus is for the menu.
    },
    onKeyDown(event: KeyboardEvent) {
      if (!['Enter', ' ', 'ArrowDown'].includes(event.key)) return;
      event.preventDefault();
      if (event.key === 'ArrowDown') setOpenedBy('key');
      else toggle('key');
    },
  };
  const panel = { id: `${id}-menu`, labelledBy: id, anchor, isByKeyboard: openedBy === 'key', side, align, className };
  return (
    <>
      {cloneElement(trigger, control)}
      {isOpen && <OnDemand of={menuPanel} given={{ ...panel, onClose: () => setOpenedBy(null), children }} />}
    </>
  );
}

type PointMenuProps = ComponentProps<NonNullable<(typeof pointPanel)['component']>>;

/** The same menu where somebody pressed the right mouse button, or the key for it. Open as long as it is rendered. */
export function PointMenu(props: PointMenuProps) {
  return <OnDemand of={pointPanel} given={props} />;
}

/** One entry; `hint` is the current value at the right. */
export function MenuItem(props: MenuItemProps) {
  const { Item } = useMenuParts();
  return <Item {...props} />;
}

/** The last section of a menu: a code with its label, copied when chosen. */
export function MenuCode(props: MenuCodeProps) {
  const { Code } = useMenuParts();
  return <Code {...props} />;
}

export function MenuSeparator() {
  const { Separator } = useMenuParts();
  return <Separator />;
}
