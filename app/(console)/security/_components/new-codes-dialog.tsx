'use client';

import { useState } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { Button } from '@/components/ui/button';
import { CodeField } from '@/components/ui/code-field';
import { Dialog, DialogBody, DialogCancel, DialogFooter } from '@/components/ui/dialog';
import type { Action } from '@/lib/web/action-state';
import { RecoveryCodes } from './recovery-codes';

type NewCodesDialogProps = { action: Action<{ recoveryCodes: string[] }>; onClose: () => void };

/** Asks for a code, then shows ten new recovery codes, once. */
export function NewCodesDialog({ action, onClose }: NewCodesDialogProps) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes),
  });
  if (codes !== null) {
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
  return (
    <Dialog onClose={onClose} title="Make new recovery codes?" size="form" icon={{ name: 'refresh', tone: 'warn' }}>
      <form onSubmit={onSubmit} className="contents" noValidate>
        <DialogBody>
          <p>You get ten new recovery codes. The ones you stored before sign nobody in any more.</p>
          <FormFailure failure={failure} />
          <CodeField
            label="Code"
            name="code"
            required
            maxLength={9}
            hint="From your authenticator app."
            error={failure?.fields['code']}
          />
        </DialogBody>
        <DialogFooter>
          <DialogCancel onClick={onClose} />
          <Button type="submit" variant="primary" busy={isBusy}>
            Make new codes
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
