'use client';

import * as Radix from '@radix-ui/react-dialog';
import { useState } from 'react';
import { IconButton } from '@/components/ui/button';
import { Logo } from '@/components/ui/logo';
import { PersonMenu } from './person-menu';
import { Sidebar, type SidebarProps } from './sidebar';

/** The bar of a narrow screen: the sidebar comes from the left as a sheet. */
export function PhoneBar(props: SidebarProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-20 flex h-[52px] items-center gap-2.5 border-b border-line bg-desk px-3 md:hidden">
      <Radix.Root open={isOpen} onOpenChange={setOpen}>
        <Radix.Trigger asChild>
          <IconButton icon="menu" label="Open menu" />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim md:hidden" />
          <Radix.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-40 w-[min(280px,calc(100vw-56px))] animate-fade bg-desk shadow-lg outline-none md:hidden"
          >
            <Radix.Title className="sr-only">Menu</Radix.Title>
            <Sidebar {...props} onFollow={() => setOpen(false)} />
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
      <Logo className="size-[26px]" />
      <span className="text-base font-[650] tracking-[-.015em]">Keydesk</span>
      <PersonMenu person={props.person} signOut={props.signOut} compact />
    </header>
  );
}
