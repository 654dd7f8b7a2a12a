'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody } from '@/components/ui/dialog';
import type { Action } from '@/lib/web/action-state';
import { CodeQuestion } from './code-question';
import { RecoveryCodes } from './recovery-codes';

type NewCodesDialogProps = { action: Action<{ recoveryCodes: string[] }>; onClose: () => void };

/** Asks for a code, then shows ten new recovery codes, once. */
export function NewCodesDialog({ action, onClose }: NewCodesDialogProps) {
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes === null) {
    return (
      <Dialog onClose={onClose} title="Make new recovery codes?" size="form" icon={{ name: 'refresh', tone: 'warn' }}>
        <CodeQuestion
          says="You get ten new recovery codes. The ones you stored before sign nobody in any more."
          button="Make new codes"
          action={action}
          onSuccess={({ recoveryCodes }) => setCodes(recoveryCodes)}
          onCancel={onClose}
        />
      </Dialog>
    );
  }
  return (
    <Dialog onClose={onClose} title="Your new recovery codes" size="reveal" sticky>
      <DialogBody>
        <RecoveryCodes codes={codes}>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </RecoveryCodes>
      </DialogBody>
    </Dialog>
  );
}
