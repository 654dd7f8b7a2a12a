'use client';

import * as Radix from '@radix-ui/react-dialog';
import { cva } from 'class-variance-authority';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { Button, IconButton } from './button';
import { cn } from './cn';
import { Icon, type IconName } from './icon';

const iconClass = cva('-my-0.5 grid size-7 flex-none place-items-center rounded-full', {
  variants: {
    tone: { info: 'bg-accent-wash text-link', warn: 'bg-warn-wash text-warn', bad: 'bg-danger-wash text-danger' },
  },
});

const contentClass = cva(
  'fixed z-50 flex max-h-[calc(100dvh-32px)] min-w-0 animate-rise flex-col rounded-xl bg-raised shadow-lg outline-none max-md:inset-x-0 max-md:bottom-0 max-md:rounded-b-none md:top-1/2 md:left-1/2 md:w-[calc(100vw-32px)] md:-translate-x-1/2 md:-translate-y-1/2',
  { variants: { size: { alert: 'md:max-w-[440px]', form: 'md:max-w-[480px]', reveal: 'md:max-w-[560px]' } } },
);

export type DialogProps = {
  /** Esc, the overlay and Cancel. It may refuse by doing nothing. */
  onClose: () => void;
  title: string;
  subtitle?: ReactNode;
  size: 'alert' | 'form' | 'reveal';
  /** A question that wants an answer: announced as such, and a click outside does not close it. */
  alert?: boolean;
  /** Not closed by a click outside, though not a question. */
  sticky?: boolean;
  icon?: { name: IconName; tone: 'info' | 'warn' | 'bad' };
  /** In place of the round icon, such as the drawing of a key. */
  medal?: ReactNode;
  closeButton?: boolean;
  /** Receives the focus at first; without it the first control does. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Where the focus goes afterwards when the element that had it before is gone. */
  returnFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
};

/** What somebody would fill in first. */
const FIRST_FIELD = ':is(input, textarea):not([type=hidden], [readonly])';

/** A dialog that is open as long as it is rendered; on a phone a sheet from below. Put DialogBody and DialogFooter inside. */
export function Dialog(props: DialogProps) {
  const { onClose, title, subtitle, size, alert = false, sticky = alert, initialFocus, returnFocus } = props;
  const [opener] = useState(() => (typeof document === 'undefined' ? null : document.activeElement));
  const content = useRef<HTMLDivElement>(null);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-fade bg-scrim" />
        <Radix.Content
          ref={content}
          data-dialog=""
          aria-describedby={undefined}
          {...(alert ? { role: 'alertdialog' } : {})}
          className={contentClass({ size })}
          onInteractOutside={(event) => sticky && event.preventDefault()}
          onOpenAutoFocus={(event) => {
            const target = initialFocus?.current ?? content.current?.querySelector<HTMLElement>(FIRST_FIELD);
            if (!target) return;
            event.preventDefault();
            target.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveFocusBack([opener, returnFocus?.current ?? null, document.getElementById('main')]);
          }}
        >
          <header className="flex items-start gap-3 px-5 pt-[18px]">
            {props.medal}
            {props.icon && (
              <span className={iconClass({ tone: props.icon.tone })}>
                <Icon name={props.icon.name} />
              </span>
            )}
            <div className="min-w-0">
              <Radix.Title className="text-lg tracking-[-.008em] [overflow-wrap:anywhere]">{title}</Radix.Title>
              {subtitle && <p className="text-xs leading-[18px] text-ink-3">{subtitle}</p>}
            </div>
            {props.closeButton && (
              <IconButton icon="x" label="Close" onClick={onClose} className="-mt-[3px] -mr-1.5 ml-auto" />
            )}
          </header>
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The first candidate still on the page gets the focus, unless another dialog has opened meanwhile and keeps it. */
function giveFocusBack(candidates: (Element | null)[]) {
  const target = candidates.find((one) => one?.isConnected && one !== document.body);
  const top = [...document.querySelectorAll('[data-dialog]')].at(-1);
  if (!(target instanceof HTMLElement) || (top && !top.contains(target))) return;
  target.focus({ preventScroll: true });
}

/** What stands between title and buttons; it scrolls when the screen is too low. */
export function DialogBody({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      className={cn(
        'grid min-h-0 auto-rows-max grid-cols-[minmax(0,1fr)] gap-3.5 overflow-y-auto px-5 pt-2.5 pb-[18px] text-ink-2',
        className,
      )}
    >
      {children}
    </div>
  );
}

/** The buttons, Cancel first; on a phone they share the width. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="flex items-center justify-end gap-2 border-t border-line px-5 py-3 max-md:flex-wrap max-md:pb-[max(14px,env(safe-area-inset-bottom))] max-md:[&>button]:flex-1">
      {children}
    </footer>
  );
}

type FormFooterProps = {
  onCancel: () => void;
  /** What the last button says; red after which calls fail or something is lost. */
  button: string;
  isRed?: boolean;
  isBusy: boolean;
};

/** How most forms end: "Cancel", and the button that sends them. */
export function FormFooter({ onCancel, button, isRed = false, isBusy }: FormFooterProps) {
  return (
    <DialogFooter>
      <Button onClick={onCancel}>Cancel</Button>
      <Button type="submit" variant={isRed ? 'danger' : 'primary'} busy={isBusy}>
        {button}
      </Button>
    </DialogFooter>
  );
}

/** Facts beside a question: label and value in two columns. */
export function Facts({ facts }: { facts: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3.5 gap-y-1 rounded-md border border-line bg-well px-3 py-2.5 text-ink">
      {facts.map(({ label, value }) => (
        <div key={label} className="contents">
          <dt className="text-ink-3">{label}</dt>
          <dd className="[overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
