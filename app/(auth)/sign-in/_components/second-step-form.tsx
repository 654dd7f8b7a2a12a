'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { usePageForm } from '@/components/forms/use-page-form';
import { Button } from '@/components/ui/button';
import type { Action } from '@/lib/web/action-state';
import { StartOver } from './start-over';

export type SecondStepProps = { action: Action<never>; startOver: Action<never>; email: string };

type SecondStepFormProps = Omit<SecondStepProps, 'email'> & {
  /** What to type, and from where. */
  says: ReactNode;
  /** The one field, under the refusal it is to blame for. */
  field: (error: string | undefined) => ReactNode;
  /** The way to the other kind of second step. */
  otherWay: { href: '/sign-in' | '/sign-in?use=recovery'; label: string };
};

/** The second step of signing in, whatever proves it. */
export function SecondStepForm({ action, startOver, says, field, otherWay }: SecondStepFormProps) {
  const { failure, isBusy, form } = usePageForm(action);
  return (
    <>
      <p className="text-ink-2">{says}</p>
      <form {...form} className="grid gap-3.5" noValidate>
        <FormFailure failure={failure} />
        {field(failure?.fields['code'])}
        <Button type="submit" variant="primary" size="lg" wide busy={isBusy}>
          Sign in
        </Button>
      </form>
      <div className="-mt-0.5 flex justify-between gap-4">
        <Link href={otherWay.href} prefetch={false}>
          {otherWay.label}
        </Link>
        <StartOver action={startOver} />
      </div>
    </>
  );
}
