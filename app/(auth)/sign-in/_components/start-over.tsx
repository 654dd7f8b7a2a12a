'use client';

import { usePageForm } from '@/components/forms/use-page-form';
import { Button } from '@/components/ui/button';
import type { Action } from '@/lib/web/action-state';

/** "Back" to the password. A form, because it forgets the begun sign-in. */
export function StartOver({ action }: { action: Action<never> }) {
  const { isBusy, form } = usePageForm(action);
  return (
    <form {...form}>
      <Button type="submit" variant="link" busy={isBusy} className="font-normal">
        Back
      </Button>
    </form>
  );
}
