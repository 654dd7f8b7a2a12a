'use client';

import { useRouter } from 'next/navigation';
import { toastFailure, toastSuccess } from '@/components/ui/toast';

export type ListOutcome = {
  /** It was done: the dialog goes, and a sentence says what. */
  succeed: (sentence: string) => void;
  /** What the dialog is about is gone, or another than it shows: the page is read anew. */
  turnOutStale: (message: string) => void;
};

/** The two ways in which a dialog over a list ends, besides by Cancel. */
export function useListOutcome(close: () => void): ListOutcome {
  const router = useRouter();
  return {
    succeed(sentence) {
      close();
      toastSuccess(sentence);
    },
    turnOutStale(message) {
      close();
      toastFailure(message);
      router.refresh(); // The sentence says that the page is as things are now.
    },
  };
}
