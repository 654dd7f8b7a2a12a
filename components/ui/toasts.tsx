'use client';

import { toast } from 'sonner';
import { Button, IconButton } from './button';
import { cn } from './cn';
import { Icon } from './icon';

/** Takes back what the toast tells of. `label` says what that is, for who cannot see the toast around it. */
export type Undo = { label: string; run: () => void };

type ToastProps = { id: string | number; tone: 'ok' | 'bad'; text: string; undo?: Undo | undefined };

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

/**
 * Says what was done, in the past tense or as a state: "Number porting batch is disabled". Never a secret. With `undo`, which
 * only what can truly be taken back has, it stays twice as long.
 */
export function toastSuccess(text: string, undo?: Undo): void {
  const duration = undo === undefined ? 5_000 : 10_000;
  toast.custom((id) => <Toast id={id} tone="ok" text={text} undo={undo} />, { duration });
}

/** Says what failed. It stays until it is dismissed. */
export function toastFailure(text: string): void {
  toast.custom((id) => <Toast id={id} tone="bad" text={text} />, { duration: Number.POSITIVE_INFINITY });
}
