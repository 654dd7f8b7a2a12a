import { useRouter } from 'next/navigation';
import { type SubmitEvent, useRef, useState } from 'react';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { ChangedPolicy } from '@/lib/policy/commands/change-policy';
import type { EffectView } from '@/lib/policy/view';
import type { Action } from '@/lib/web/action-state';
import type { usePolicyDraft } from './use-policy-draft';

/** Saves the draft in two steps: what it would do is asked first, and where keys would stop, so is the person. */
export function usePolicySaving(making: ReturnType<typeof usePolicyDraft>, change: Action<ChangedPolicy>) {
  const [isChecking, setChecking] = useState(false);
  const [question, setQuestion] = useState<EffectView | null>(null);
  // What is typed behind the question is not what was asked about, and is not saved with it.
  const [sent, setSent] = useState(making.draft);
  const form = useRef<HTMLFormElement>(null);
  const router = useRouter();
  const save = useDialogAction(change, {
    onSuccess(changed) {
      setQuestion(null);
      making.isSaved(sent.values);
      toastSuccess(savedText(changed));
    },
    onFailure({ code, message }) {
      setQuestion(null);
      if (code !== 'CONFLICT' && code !== 'NOT_FOUND') return false;
      toastFailure(message);
      making.isStale();
      router.refresh(); // The sentence says that the page is as things are now.
      return true;
    },
  });

  async function check(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isChecking || save.isBusy) return;
    const page = event.currentTarget;
    setChecking(true);
    setSent(making.draft);
    const preview = await making.askNow();
    setChecking(false);
    if (preview === null) toastFailure('Keydesk did not answer. Nothing was saved; try again.');
    else if (Object.keys(preview.errors).length > 0) page.querySelector<HTMLElement>('[aria-invalid]')?.focus();
    else if (preview.effect.stop > 0) setQuestion(preview.effect);
    else form.current?.requestSubmit();
  }

  return {
    check,
    question,
    sent,
    confirm: () => form.current?.requestSubmit(),
    cancel: () => setQuestion(null),
    isSaving: save.isBusy,
    isBusy: isChecking || save.isBusy,
    failure: save.failure,
    /** Of the form that carries the draft as it was asked about. */
    form: { ref: form, onSubmit: save.onSubmit },
  };
}

function savedText({ settings, keys, keysLater }: ChangedPolicy): string {
  if (keysLater > 0) {
    return `The key policy is saved. ${keysLater.toLocaleString('en-US')} keys get the new inactivity limit, one after the other`;
  }
  if (keys > 0) return `The key policy is saved, and ${keysText(keys)} the new inactivity limit`;
  return settings === 0 ? 'The key policy is as it was' : 'The key policy is saved';
}

function keysText(count: number): string {
  return count === 1 ? '1 key has' : `${count.toLocaleString('en-US')} keys have`;
}
