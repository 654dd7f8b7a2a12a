'use client';

import { useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import type { KeyDialogsState } from './use-key-dialogs';

type LeaveDialogProps = {
  name: string;
  opener: KeyDialogsState['opener'];
  onBack: () => void;
  onLeave: () => void;
};

/** The last question before a secret is lost. */
export function LeaveDialog({ name, opener, onBack, onLeave }: LeaveDialogProps) {
  const back = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      alert
      size="alert"
      title="Close without storing the key?"
      onClose={onBack}
      initialFocus={back}
      returnFocus={opener}
    >
      <DialogBody>
        <p>
          You have not copied or downloaded <b className="text-ink">{name}</b>. There is no way to retrieve it.
        </p>
      </DialogBody>
      <DialogFooter>
        <Button ref={back} onClick={onBack}>
          Back to the key
        </Button>
        <Button variant="danger" onClick={onLeave}>
          Close without storing
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
