'use client';

import { useState } from 'react';
import { IconButton } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import type { RevealedKey } from '@/lib/keys/view';

type SecretHalvesProps = {
  revealed: RevealedKey;
  isShown: boolean;
  onCopy: (text: string, isWholeSecret: boolean) => Promise<boolean>;
};

/** Access Key and Access Secret, each for itself, as Basic authentication wants them. Showing moves nothing here either. */
export function SecretHalves({ revealed, isShown, onCopy }: SecretHalvesProps) {
  const { accessKey, accessSecret } = revealed;
  if (accessSecret === null) return null; // a publishable key is one piece
  const halves = [
    { label: 'Access Key', text: accessKey, isMasked: false, isSecret: false },
    { label: 'Access Secret', text: accessSecret, isMasked: !isShown, isSecret: true },
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, these are values that can be copied.
    <div role="group" aria-label="The two halves" className="rounded-md border border-line">
      {halves.map(({ label, text, isMasked, isSecret }, index) => (
        <div
          key={label}
          className={cn(
            'grid grid-cols-[112px_minmax(0,1fr)_auto] items-center py-[3px] pr-1 pl-3 max-md:grid-cols-[104px_minmax(0,1fr)_auto]',
            index > 0 && 'border-t border-line',
          )}
        >
          <span className="text-ink-3">{label}</span>
          <span className={cn('mono py-1 text-[12px] leading-[18px] break-all text-ink', isMasked && 'text-ink-3')}>
            {isMasked ? '•'.repeat(text.length) : text}
          </span>
          <CopyHalf label={label} onCopy={() => onCopy(text, isSecret)} />
        </div>
      ))}
    </div>
  );
}

/** The icon becomes a tick once, as the toast region is out of reach behind a dialog. */
function CopyHalf({ label, onCopy }: { label: string; onCopy: () => Promise<boolean> }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <Tooltip text={isCopied ? `${label} copied` : `Copy ${label}`}>
        <IconButton
          icon={isCopied ? 'check' : 'copy'}
          label={`Copy ${label}`}
          className={isCopied ? 'text-ok-mark' : ''}
          onClick={async () => setCopied(await onCopy())}
        />
      </Tooltip>
      <span role="status" className="sr-only">
        {isCopied && `${label} copied`}
      </span>
    </>
  );
}
