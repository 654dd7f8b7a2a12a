'use client';

import * as Radix from '@radix-ui/react-dropdown-menu';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { Icon, type IconName } from './icon';

type MenuProps = {
  trigger: ReactNode;
  side?: 'top' | 'bottom';
  align?: 'start' | 'end';
  className?: string;
  children: ReactNode;
};

/** A menu at the button `trigger`. Not modal: the page behind it keeps scrolling and stays readable. */
export function Menu({ trigger, side = 'bottom', align = 'end', className, children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cn('z-50 w-[268px] animate-rise rounded-lg bg-raised p-1 shadow-md outline-none', className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type MenuItemProps = { icon?: IconName; hint?: string; danger?: boolean; onSelect: () => void; children: ReactNode };

/** One entry; `hint` is the current value at the right. */
export function MenuItem({ icon, hint, danger = false, onSelect, children }: MenuItemProps) {
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

type MenuCodeProps = { label: string; code: string; onSelect: () => void };

/** The last section of a menu: a code with its label, copied when chosen. */
export function MenuCode({ label, code, onSelect }: MenuCodeProps) {
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

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 border-t border-line" />;
}

type PointMenuProps = {
  /** Where it was asked for, in the window. */
  at: { x: number; y: number };
  label: string;
  onClose: () => void;
  /** Where the focus goes afterwards. */
  returnFocus: () => void;
  children: ReactNode;
};

/** The same menu where somebody pressed the right mouse button, or the key for it. Open as long as it is rendered. */
export function PointMenu({ at, label, onClose, returnFocus, children }: PointMenuProps) {
  return (
    <Radix.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Trigger asChild>
        <button
          type="button"
          aria-label={label}
          tabIndex={-1}
          className="pointer-events-none fixed size-px opacity-0"
          style={{ left: at.x, top: at.y }}
        />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="start"
          sideOffset={2}
          collisionPadding={8}
          className="z-50 w-[268px] animate-rise rounded-lg bg-raised p-1 shadow-md outline-none"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus();
          }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
