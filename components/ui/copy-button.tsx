'use client';

import { Button, IconButton } from './button';
import { toastFailure, toastSuccess } from './toast';
import { Tooltip } from './tooltip';

export const COPY_FAILED = 'Your browser did not let us copy. Select the key and copy it by hand.';

/** Puts `text` on the clipboard. False when the browser refuses, as it does without permission or outside https. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

type CopyButtonProps = {
  text: string;
  /** Of the button, such as "Copy Access Key". */
  label: string;
  /** What the toast says: "Access Key copied". Never the text itself. */
  done: string;
  /** When the clipboard is refused; the usual sentence speaks of a key. */
  failed?: string;
  /** With words beside the icon. */
  words?: boolean;
  onCopied?: () => void;
};

/** Copies a text and says so, or says that the browser refused. */
export function CopyButton({ text, label, done, failed = COPY_FAILED, words = false, onCopied }: CopyButtonProps) {
  async function copy() {
    if (!(await copyText(text))) return toastFailure(failed);
    toastSuccess(done);
    onCopied?.();
  }
  if (words) {
    return (
      <Button size="sm" icon="copy" onClick={copy}>
        {label}
      </Button>
    );
  }
  return (
    <Tooltip text={label}>
      <IconButton icon="copy" label={label} onClick={copy} />
    </Tooltip>
  );
}
