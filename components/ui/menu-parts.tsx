'use client';

import * as Radix from '@radix-ui/react-menu';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { cn } from './cn';
import { Icon } from './icon';
import { type MenuCodeProps, type MenuItemProps, type MenuParts, MenuPartsContext } from './menu-context';

type MenuPanelProps = {
  id: string;
  labelledBy: string;
  anchor: RefObject<HTMLElement | null>;
  /** The first entry has the focus at once, as who comes by keyboard expects. */
  isByKeyboard: boolean;
  side: 'top' | 'bottom';
  align: 'start' | 'end';
  className?: string | undefined;
  onClose: () => void;
  children: ReactNode;
};

/** What a menu's button opens. Open as long as it is rendered. */
export function MenuPanel({
  id,
  labelledBy,
  anchor,
  isByKeyboard,
  className,
  onClose,
  children,
  ...at
}: MenuPanelProps) {
  const isEntered = useRef(false);
  const isLeft = useRef(false);
  return (
    <Panel anchor={anchor} onClose={onClose}>
      <Radix.Content
        {...at}
        id={id}
        aria-labelledby={labelledBy}
        sideOffset={4}
        collisionPadding={8}
        className={cn(PANEL, className)}
        onFocus={({ target, currentTarget }) => {
          if (!isByKeyboard || isEntered.current || target !== currentTarget) return;
          isEntered.current = true;
          currentTarget.querySelector<HTMLElement>('[role=menuitem]')?.focus();
        }}
        onInteractOutside={() => {
          isLeft.current = true;
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (!isLeft.current) anchor.current?.focus();
        }}
      >
        {children}
      </Radix.Content>
    </Panel>
  );
}

type PointPanelProps = {
  /** Where it was asked for, in the window. */
  at: { x: number; y: number };
  label: string;
  onClose: () => void;
  /** Where the focus goes afterwards. */
  returnFocus: () => void;
  children: ReactNode;
};

/** The same where somebody pressed the right mouse button, or the key for it. */
export function PointPanel({ at, label, onClose, returnFocus, children }: PointPanelProps) {
  const [anchor] = useState(() => ({ current: { getBoundingClientRect: () => new DOMRect(at.x, at.y, 1, 1) } }));
  return (
    <Panel anchor={anchor} onClose={onClose}>
      <Radix.Content
        aria-label={label}
        align="start"
        sideOffset={2}
        collisionPadding={8}
        className={PANEL}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          returnFocus();
        }}
      >
        {children}
      </Radix.Content>
    </Panel>
  );
}

const PANEL = 'z-50 w-[268px] animate-rise rounded-lg bg-raised p-1 shadow-md outline-none';

type PanelProps = {
  anchor: RefObject<{ getBoundingClientRect: () => DOMRect } | null>;
  onClose: () => void;
  children: ReactNode;
};

/** Not modal: the page behind it keeps scrolling and stays readable. */
function Panel({ anchor, onClose, children }: PanelProps) {
  return (
    <Radix.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Anchor virtualRef={anchor} />
      <Radix.Portal>
        <MenuPartsContext value={PARTS}>{children}</MenuPartsContext>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Item({ icon, hint, danger = false, onSelect, children }: MenuItemProps) {
  return (
    <Radix.Item
      onSelect={onSelect}
      className={cn(
        'flex min-h-8 items-center gap-[9px] rounded-md px-2 text-ink outline-none data-highlighted:bg-hover touch:min-h-10 [&>svg]:text-ink-3',
        danger && 'text-danger [&>svg]:text-danger',
      )}
    >
      {icon && <Icon name={icon} />}
      {children}
      {hint !== undefined && <span className="ml-auto text-xs text-ink-3">{hint}</span>}
    </Radix.Item>
  );
}

function Code({ label, code, onSelect }: MenuCodeProps) {
  return (
    <Radix.Item onSelect={onSelect} className="block rounded-md px-2 py-[7px] outline-none data-highlighted:bg-hover">
      <span className="flex items-center text-xs text-ink-3">
        {label}
        <Icon name="copy" className="ml-auto" />
      </span>
      <span className="mono mt-0.5 block text-[12px] break-all text-ink">{code}</span>
    </Radix.Item>
  );
}

function Separator() {
  return <Radix.Separator className="-mx-1 my-1 border-t border-line" />;
}

const PARTS: MenuParts = { Item, Code, Separator };
