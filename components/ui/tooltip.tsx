'use client';

import * as Radix from '@radix-ui/react-tooltip';
import type { ReactNode } from 'react';

/** Stands once around everything that has tooltips, so that the second one in a row opens without delay. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={300} skipDelayDuration={300}>
      {children}
    </Radix.Provider>
  );
}

type TooltipProps = { text: string; side?: 'top' | 'bottom' | 'left' | 'right'; children: ReactNode };

/** A short text at a control or a time, on hover and on keyboard focus. `children` is the one element it belongs to. */
export function Tooltip({ text, side = 'top', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={5}
          collisionPadding={8}
          className="z-50 max-w-[min(360px,calc(100vw-16px))] animate-fade rounded-md bg-ink px-2 py-[5px] text-xs text-sheet"
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
