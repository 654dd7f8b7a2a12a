'use client';

import type { VariantProps } from 'class-variance-authority';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { buttonClass } from './button-class';
import { cn } from './cn';
import { Icon, type IconName } from './icon';

type ButtonLook = VariantProps<typeof buttonClass>;

/** A turning ring in place of a button's icon. */
function Spinner({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={cn('size-4 flex-none animate-spin fill-none stroke-current', className)}
      strokeWidth="1.5"
      strokeLinecap="round"
    >
      <circle cx="8" cy="8" r="5.5" opacity=".35" />
      <path d="M8 2.5A5.5 5.5 0 0 1 13.5 8" />
    </svg>
  );
}

export type ButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  variant?: ButtonLook['variant'];
  size?: ButtonLook['size'];
  wide?: boolean;
  icon?: IconName;
  /** The work it started is still running. It keeps its width and its focus, and pressing it again does nothing. */
  busy?: boolean;
  children: ReactNode;
};

/** A button with words. `type` is "button" unless said otherwise. */
export function Button({
  variant,
  size,
  wide,
  icon,
  busy = false,
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const iconColour = variant === undefined || variant === 'plain' ? 'text-ink-3' : '';
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      className={cn(buttonClass({ variant, size, wide }), className)}
      onClick={busy ? swallow : onClick}
    >
      {icon && (busy ? <Spinner className="-ml-0.5" /> : <Icon name={icon} className={cn('-ml-0.5', iconColour)} />)}
      {!icon && busy && <Spinner className="absolute" />}
      <span className={!icon && busy ? 'opacity-0' : undefined}>{children}</span>
    </button>
  );
}

function swallow(event: MouseEvent) {
  event.preventDefault();
}

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  icon: IconName;
  label: string;
};

/** A 28 px button without words (40 px under a finger). Wrap it in a Tooltip that says the label, or a shorter form of it. */
export function IconButton({ icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={label} {...rest} className={cn('icon-button', className)}>
      <Icon name={icon} />
    </button>
  );
}
