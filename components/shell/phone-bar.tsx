'use client';

import { useRef, useState } from 'react';
import { IconButton } from '@/components/ui/button';
import { Logo } from '@/components/ui/logo';
import { latePart, OnDemand, usePrepared } from '@/components/ui/on-demand';
import { PersonMenu } from './person-menu';
import type { SidebarProps } from './sidebar';

const phoneMenu = latePart(async () => (await import('./phone-menu')).PhoneMenu);

/** The bar of a narrow screen: the sidebar comes from the left as a sheet. */
export function PhoneBar(props: SidebarProps) {
  usePrepared(phoneMenu);
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <header className="sticky top-0 z-20 flex h-[52px] items-center gap-2.5 border-b border-line bg-desk px-3 md:hidden">
      <IconButton
        ref={opener}
        icon="menu"
        label="Open menu"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      />
      {isOpen && <OnDemand of={phoneMenu} given={{ ...props, onClose: () => setOpen(false), returnFocus: opener }} />}
      <Logo className="size-[26px]" />
      <span className="text-base font-[650] tracking-[-.015em]">Keydesk</span>
      <PersonMenu person={props.person} signOut={props.signOut} compact />
    </header>
  );
}
