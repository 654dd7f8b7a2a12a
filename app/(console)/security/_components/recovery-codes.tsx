'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { copyText } from '@/components/ui/copy-button';
import { toastFailure, toastSuccess } from '@/components/ui/toast';

const FILE_NAME = 'keydesk-recovery-codes.txt';

/** The ten codes, the only time they are shown. The way on is the last button. */
export function RecoveryCodes({ codes, children }: { codes: string[]; children: ReactNode }) {
  const text = `${codes.join('\n')}\n`;

  async function copy() {
    if (await copyText(text)) return toastSuccess('Recovery codes copied');
    toastFailure('Your browser did not let us copy. Select the codes and copy them by hand.');
  }

  return (
    <>
      <p className="text-ink-2">
        Each one signs you in once when your phone is not at hand. They are shown only now: store them before you leave.
      </p>
      <ul
        aria-label="Recovery codes"
        className="mono mt-0.5 mb-1 grid grid-cols-[repeat(2,max-content)] gap-x-9 justify-self-start rounded-md border border-line bg-well px-3 py-2 text-[12.5px] leading-6 max-md:w-full max-md:grid-cols-[minmax(0,1fr)]"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 max-md:[&>*]:flex-[1_1_40%]">
        <Button icon="copy" onClick={copy}>
          Copy to clipboard
        </Button>
        <Button icon="download" onClick={() => downloadText(text)}>
          Download
        </Button>
        {children}
      </div>
    </>
  );
}

function downloadText(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = FILE_NAME;
  link.click();
  URL.revokeObjectURL(address);
}
