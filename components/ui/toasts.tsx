'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { Button, IconButton } from './button';
import { cn } from './cn';
import { Icon } from './icon';
import { type Announcement, hearToasts } from './toast';

const PHONE = '(width < 761px)';

function subscribe(onChange: () => void) {
  const query = window.matchMedia(PHONE);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Where toasts appear: bottom right, on a phone on top, away from the thumb and the sheets. */
export function Toasts() {
  const isPhone = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
  // After sonner's own effect, since children come first: what is shown now finds it listening.
  useEffect(() => hearToasts(show), []);
  return <Sonner position={isPhone ? 'top-center' : 'bottom-right'} visibleToasts={4} gap={10} />;
}

function show({ durationMs, ...said }: Announcement): void {
  toast.custom((id) => <Toast id={id} {...said} />, { duration: durationMs });
}

type ToastProps = Omit<Announcement, 'durationMs'> & { id: string | number };

function Toast({ id, tone, text, undo }: ToastProps) {
  const isFailure = tone === 'bad';
  return (
    <div
      role={isFailure ? 'alert' : 'status'}
      className="flex w-full items-center gap-2.5 rounded-lg bg-raised py-2.5 pr-2 pl-3 font-sans text-sm text-ink shadow-md md:w-[356px]"
    >
      <Icon name={isFailure ? 'warn' : 'check'} className={cn(isFailure ? 'text-danger-mark' : 'text-ok-mark')} />
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{text}</span>
      {undo && (
        <Button
          variant="link"
          aria-label={undo.label}
          onClick={() => {
            toast.dismiss(id);
            undo.run();
          }}
        >
          Undo
        </Button>
      )}
      <IconButton icon="x" label="Dismiss" className="-my-1" onClick={() => toast.dismiss(id)} />
    </div>
  );
}
