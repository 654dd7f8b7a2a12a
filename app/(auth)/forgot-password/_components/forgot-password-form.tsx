'use client';

import Link from 'next/link';
import { EmailField } from '@/components/forms/email-field';
import { FormFailure } from '@/components/forms/form-failure';
import { usePageForm } from '@/components/forms/use-page-form';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import type { Action } from '@/lib/web/action-state';

/** Says the same whatever address is typed. */
export function ForgotPasswordForm({ action }: { action: Action<null> }) {
  const { failure, isDone, isBusy, form } = usePageForm(action);
  if (isDone) {
    return (
      <>
        <Banner tone="info" icon="mail">
          If somebody signs in with this address, a link to choose a new password is on its way there. It is good once
          and for one hour.
        </Banner>
        <BackToSignIn />
      </>
    );
  }
  return (
    <>
      <p className="text-ink-2">We e-mail you a link to choose a new one. Your second step stays as it is.</p>
      <form {...form} className="grid gap-3.5" noValidate>
        <FormFailure failure={failure} />
        <EmailField autoFocus error={failure?.fields['email']} />
        <Button type="submit" variant="primary" size="lg" wide busy={isBusy}>
          Send link
        </Button>
      </form>
      <BackToSignIn />
    </>
  );
}

function BackToSignIn() {
  return (
    <Link href="/sign-in" className="-mt-0.5 justify-self-start">
      Back to sign-in
    </Link>
  );
}
