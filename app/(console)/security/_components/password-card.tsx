'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import type { Action } from '@/lib/web/action-state';
import { ChangePasswordDialog } from './change-password-dialog';

type PasswordCardProps = {
  action: Action<null>;
  email: string;
  /** A date in words; null where nobody knows. */
  changedOn: string | null;
};

/** Since when the password is in force, and the way to change it. */
export function PasswordCard({ action, email, changedOn }: PasswordCardProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Card>
      <div className="flex items-center gap-4 px-3.5 py-3 max-md:flex-wrap">
        <div className="min-w-0">
          <h2>Password</h2>
          <p className="text-xs leading-[18px] text-ink-3">
            {changedOn !== null && `Changed ${changedOn}. `}Keydesk never asks you to change it on a schedule.
          </p>
        </div>
        <Button size="sm" className="ml-auto" onClick={() => setOpen(true)}>
          Change password
        </Button>
      </div>
      {isOpen && <ChangePasswordDialog action={action} email={email} onClose={() => setOpen(false)} />}
    </Card>
  );
}
