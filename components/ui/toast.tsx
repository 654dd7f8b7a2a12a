'use client';

import { toast } from 'sonner';
import { IconButton } from './button';
import { cn } from './cn';
import { Icon } from './icon';

type ToastProps = { id: string | number; tone: 'ok' | 'bad'; text: string };

function Toast({ id, tone, text }: ToastProps) {
  const isFailure = tone === 'bad';
  return (
    <div
      role={isFailure ? 'alert' : 'status'}
      className="flex w-full items-center gap-2.5 rounded-lg bg-raised py-2.5 pr-2 pl-3 font-sans text-sm text-ink shadow-md md:w-[356px]"
    >
      <Icon name={isFailure ? 'warn' : 'check'} className={cn(isFailure ? 'text-danger-mark' : 'text-ok-mark')} />
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{text}</span>
      <IconButton icon="x" label="Dismiss" className="-my-1" onClick={() => toast.dismiss(id)} />
    </div>
  );
}

/** Says what was done, in the past tense or as a state: "Number porting batch is disabled". Never a secret. */
export function toastSuccess(text: string): void {
  toast.custom((id) => <Toast id={id} tone="ok" text={text} />, { duration: 5000 });
}

/** Says what failed. It stays until it is dismissed. */
export function toastFailure(text: string): void {
  toast.custom((id) => <Toast id={id} tone="bad" text={text} />, { duration: Number.POSITIVE_INFINITY });
}
