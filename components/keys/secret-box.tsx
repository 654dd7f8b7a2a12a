'use client';

import { type RefObject, useId } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { RevealedKey } from '@/lib/keys/view';

type SecretBoxProps = {
  revealed: RevealedKey;
  isShown: boolean;
  onToggle: () => void;
  isStored: boolean;
  copyButton: RefObject<HTMLButtonElement | null>;
  onCopy: () => void;
  onDownloaded: () => void;
};

/** The full key, masked with one dot for each character of the secret, so that showing it moves nothing. */
export function SecretBox(props: SecretBoxProps) {
  const { revealed, isShown, isStored } = props;
  const isPublic = revealed.accessSecret === null;
  const labelId = useId();
  return (
    <div className="overflow-hidden rounded-lg border border-edge bg-well">
      <div className="flex items-center justify-between px-3.5 pt-2.5 font-medium text-ink-2">
        <span id={labelId}>API key</span>
        <Visibility isShown={isShown} isPublic={isPublic} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, this is one value with a label. */}
      <div
        role="group"
        aria-labelledby={labelId}
        className="min-h-[68px] px-3.5 py-3 font-mono text-sm leading-[22px] font-medium break-all text-ink [font-variant-ligatures:none]"
      >
        {isShown ? revealed.key : <Masked revealed={revealed} />}
      </div>
      <div className="flex flex-wrap gap-1.5 border-t border-line bg-raised p-2 max-md:[&>button]:flex-[1_1_40%]">
        {!isPublic && (
          <Button icon="eye" aria-pressed={isShown} onClick={props.onToggle}>
            {isShown ? 'Hide' : 'Show'}
          </Button>
        )}
        <Button
          ref={props.copyButton}
          icon="copy"
          variant={isStored ? 'plain' : 'primary'}
          onClick={props.onCopy}
          className="max-md:-order-1 max-md:basis-full!"
        >
          Copy to clipboard
        </Button>
        <Button
          icon="download"
          onClick={() => {
            download(revealed);
            props.onDownloaded();
          }}
        >
          Download
        </Button>
      </div>
    </div>
  );
}

function Visibility({ isShown, isPublic }: { isShown: boolean; isPublic: boolean }) {
  if (isPublic) return <Badge tone="info">Publishable</Badge>;
  if (isShown) return <Badge tone="idle">Shown</Badge>;
  return (
    <Badge tone="info" mark="lock">
      Hidden
    </Badge>
  );
}

function Masked({ revealed: { key, accessSecret } }: { revealed: RevealedKey }) {
  const length = accessSecret?.length ?? 0;
  return (
    <>
      {key.slice(0, key.length - length)}
      <span className="text-ink-3">{'•'.repeat(length)}</span>
    </>
  );
}

/** A plain text file with the full key and a newline. */
function download({ key, fileName }: RevealedKey) {
  const url = URL.createObjectURL(new Blob([`${key}\n`], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser takes the file after this turn; freed at once, some would store an empty one.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
