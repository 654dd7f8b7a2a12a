'use client';

import { Dialog } from '@/components/ui/dialog';
import { toastSuccess } from '@/components/ui/toast';
import type { Action } from '@/lib/web/action-state';
import { CodeQuestion } from './code-question';

type TurnOffDialogProps = { action: Action<null>; keyCount: number; onClose: () => void };

/** Switches the second step off, and says which keys stop by that. */
export function TurnOffDialog({ action, keyCount, onClose }: TurnOffDialogProps) {
  return (
    <Dialog onClose={onClose} title="Turn off MFA?" size="alert" alert icon={{ name: 'warn', tone: 'bad' }}>
      <CodeQuestion
        says={consequence(keyCount)}
        button="Turn off MFA"
        isRed
        action={action}
        onSuccess={() => {
          toastSuccess('MFA is off');
          onClose();
        }}
        onCancel={onClose}
      />
    </Dialog>
  );
}

function consequence(keyCount: number): string {
  if (keyCount === 0) return 'Your sign-in asks for the password alone. Keys can be created again once MFA is on.';
  if (keyCount === 1) return 'Your key is refused until MFA is on again. Nothing else about it changes.';
  return `Your ${keyCount} keys are refused until MFA is on again. Nothing else about them changes.`;
}
