'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';

type UnsavedGuardProps = {
  isUnsaved: boolean;
  /** What would be lost: "changes to the key policy". */
  what: string;
};

/** Asks before unsaved work is left: by a link of the page in our words, by a reload or a closed tab in the browser's. */
export function UnsavedGuard({ isUnsaved, what }: UnsavedGuardProps) {
  const [target, setTarget] = useState<string | null>(null);
  const stay = useRef<HTMLButtonElement>(null);
  const router = useRouter();

  useEffect(() => {
    if (!isUnsaved) return;
    const askBrowser = (event: BeforeUnloadEvent) => event.preventDefault();
    const askOnLink = (event: MouseEvent) => {
      const address = addressLeftFor(event);
      if (address === null) return;
      event.preventDefault();
      event.stopPropagation(); // Next's links listen too.
      setTarget(address);
    };
    window.addEventListener('beforeunload', askBrowser);
    window.addEventListener('click', askOnLink, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', askBrowser);
      window.removeEventListener('click', askOnLink, { capture: true });
    };
  }, [isUnsaved]);

  if (target === null) return null;
  const close = () => setTarget(null);
  return (
    <Dialog alert size="alert" title="Leave without saving?" onClose={close} initialFocus={stay}>
      <DialogBody>
        <p>The {what} are not saved, and are lost when you leave this page.</p>
      </DialogBody>
      <DialogFooter>
        <Button ref={stay} onClick={close}>
          Stay
        </Button>
        <Button
          variant="danger"
          onClick={() => {
            close();
            router.push(target as Route); // It was the address of one of our own links.
          }}
        >
          Leave
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** Where a click leads in this tab, when that is another page of ours; others are the browser's question. */
function addressLeftFor(event: MouseEvent): string | null {
  const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event;
  const link = target instanceof Element ? target.closest('a') : null;
  if (link === null || button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return null;
  if (!link.hasAttribute('href') || link.target === '_blank' || link.hasAttribute('download')) return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  const isHere = pathname === window.location.pathname && search === window.location.search;
  return origin === window.location.origin && !isHere ? `${pathname}${search}${hash}` : null;
}
