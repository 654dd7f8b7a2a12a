'use client';

import { type RefObject, useRef, useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { COPY_FAILED, copyText } from '@/components/ui/copy-button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import type { RevealedKey } from '@/lib/keys/view';
import { KeyMedal } from './key-identity';
import { LeaveDialog } from './leave-dialog';
import { SecretBox } from './secret-box';
import { SecretHalves } from './secret-halves';
import type { KeyDialogsState } from './use-key-dialogs';
import { useLeaveGuard } from './use-leave-guard';

type RevealDialogProps = { revealed: RevealedKey; opener: KeyDialogsState['opener']; onClose: () => void };
type Storing = { isCopied: boolean; isDownloaded: boolean };

/** The secret, once. Closing it without having copied or downloaded it is asked about on every way out. */
export function RevealDialog({ revealed, opener, onClose }: RevealDialogProps) {
  const isPublic = revealed.accessSecret === null;
  const [isLeaving, setLeaving] = useState(false);
  const copyButton = useRef<HTMLButtonElement>(null);
  const storing = useStoring(isPublic);
  const { isStored } = storing;
  const guard = useLeaveGuard({ isStored: isStored || isPublic, onAsk: () => setLeaving(true), onLeave: onClose });
  return (
    <>
      <Dialog
        size="reveal"
        sticky
        title={`${revealed.name} is ready`}
        subtitle={revealed.worksUntil === null ? 'Works now' : `Works now, until ${revealed.worksUntil}`}
        medal={<KeyMedal accessKey={revealed.accessKey} />}
        onClose={guard.leave}
        initialFocus={copyButton}
        returnFocus={opener}
      >
        <DialogBody>
          <StoringBanner isPublic={isPublic} />
          <Secret revealed={revealed} storing={storing} copyButton={copyButton} />
          {!isPublic && <TryIt curl={revealed.curl} />}
        </DialogBody>
        <DialogFooter>
          <p role="status" className="mr-auto text-xs leading-[17px] text-ink-3 max-md:basis-full">
            {isPublic && !isStored ? '' : storing.sentence}
          </p>
          <Button variant={isStored ? 'primary' : 'plain'} onClick={guard.leave}>
            Finish
          </Button>
        </DialogFooter>
      </Dialog>
      {isLeaving && (
        <LeaveDialog
          name={revealed.name}
          opener={opener}
          onBack={() => setLeaving(false)}
          onLeave={guard.leaveAnyway}
        />
      )}
    </>
  );
}

/** Whether the secret can be seen, and what was done to store it. */
function useStoring(isPublic: boolean) {
  const [isShown, setShown] = useState(isPublic);
  const [storing, setStoring] = useState<Storing>({ isCopied: false, isDownloaded: false });
  const [hasCopyFailed, setCopyFailed] = useState(false);

  /** Access Key alone does not count: it can be copied at any time. */
  async function copy(text: string, isWholeSecret: boolean) {
    const isDone = await copyText(text);
    setCopyFailed(!isDone);
    // Copying by hand needs the characters, not the dots.
    if (!isDone) setShown(true);
    if (isDone && isWholeSecret) setStoring((before) => ({ ...before, isCopied: true }));
    return isDone;
  }
  return {
    isShown,
    toggle: () => setShown(!isShown),
    isStored: storing.isCopied || storing.isDownloaded,
    sentence: storingSentence(storing),
    hasCopyFailed,
    copy,
    noteDownload: () => setStoring((before) => ({ ...before, isDownloaded: true })),
  };
}

type SecretProps = {
  revealed: RevealedKey;
  storing: ReturnType<typeof useStoring>;
  copyButton: RefObject<HTMLButtonElement | null>;
};

/** The key whole and in its halves, with every way to store it. */
function Secret({ revealed, storing, copyButton }: SecretProps) {
  const { isShown, copy } = storing;
  return (
    <>
      <SecretBox
        revealed={revealed}
        isShown={isShown}
        onToggle={storing.toggle}
        isStored={storing.isStored}
        copyButton={copyButton}
        onCopy={() => copy(revealed.key, true)}
        onDownloaded={storing.noteDownload}
      />
      {storing.hasCopyFailed && (
        <Banner tone="bad" role="alert">
          {COPY_FAILED}
        </Banner>
      )}
      <SecretHalves revealed={revealed} isShown={isShown} onCopy={copy} />
    </>
  );
}

function StoringBanner({ isPublic }: { isPublic: boolean }) {
  if (isPublic) {
    return (
      <Banner tone="info">
        <b>A publishable key is no secret, and may stand in an app.</b> You find it again at the end of its menu.
      </Banner>
    );
  }
  return (
    <Banner tone="warn">
      <b>Store it in a secure location, such as a password manager, before you leave.</b> There is no way to retrieve
      it.
    </Banner>
  );
}

function TryIt({ curl }: { curl: string }) {
  return (
    <div className="grid gap-[5px]">
      <h3 className="leading-[18px] font-medium text-ink">Try it with the downloaded file</h3>
      <pre className="mono rounded-md border border-line bg-well px-3 py-2.5 text-[12px] leading-[19px] [overflow-wrap:anywhere] whitespace-pre-wrap text-ink max-md:text-[11px]">
        {curl}
      </pre>
    </div>
  );
}

function storingSentence({ isCopied, isDownloaded }: Storing): string {
  if (isCopied && isDownloaded) return 'Copied and downloaded';
  if (isCopied) return 'Copied to clipboard';
  return isDownloaded ? 'Downloaded' : 'Not copied or downloaded yet';
}
