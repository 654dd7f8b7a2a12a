'use client';

import * as Radix from '@radix-ui/react-dialog';
import type { RefObject } from 'react';
import { Sidebar, type SidebarProps } from './sidebar';

type PhoneMenuProps = SidebarProps & { onClose: () => void; returnFocus: RefObject<HTMLElement | null> };

/** The sidebar as a sheet from the left. Open as long as it is rendered. */
export function PhoneMenu({ onClose, returnFocus, ...sidebar }: PhoneMenuProps) {
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim md:hidden" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-40 w-[min(280px,calc(100vw-56px))] animate-fade bg-desk shadow-lg outline-none md:hidden"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus.current?.focus();
          }}
        >
          <Radix.Title className="sr-only">Menu</Radix.Title>
          <Sidebar {...sidebar} onFollow={onClose} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
