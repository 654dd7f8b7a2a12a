'use client';

import { useRouter } from 'next/navigation';
import { createContext, startTransition, use, useOptimistic } from 'react';
import { runAction } from '@/components/forms/run-action';
import { useStepUp, withStepUp } from '@/components/forms/step-up';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { KeyView } from '@/lib/keys/view';
import type { KeyActions } from './key-dialog-props';

export type SwitchQuestion = 'disable' | 'activate';

/** The switch that has moved already while the server is still being asked. */
type StatusMove = { keyId: string; isOn: boolean };

export type StatusMoveState = {
  move: StatusMove | null;
  /** Moves the switch at once and asks the server; a refusal moves it back and says why. */
  change: (question: SwitchQuestion, key: KeyView) => void;
};

const OPPOSITE = { disable: 'activate', activate: 'disable' } as const;
const OUTCOME = { disable: 'disabled', activate: 'active' } as const;

export function useStatusMove(actions: Pick<KeyActions, SwitchQuestion>): StatusMoveState {
  const router = useRouter();
  const stepUp = useStepUp();
  // Falls back by itself: when the action is over, the page's own truth counts again.
  const [move, setMove] = useOptimistic<StatusMove | null>(null);

  function change(question: SwitchQuestion, key: KeyView, isUndo = false) {
    startTransition(async () => {
      setMove({ keyId: key.id, isOn: question === 'activate' });
      const fields = new FormData();
      fields.set('keyId', key.id);
      const answer = await runAction(withStepUp(actions[question], stepUp), fields);
      // Nobody confirmed that it is them: the switch goes back to where it was.
      if (answer === null) return;
      if (answer.ok) {
        const undo = {
          label: `Undo, ${OPPOSITE[question]} ${key.name}`,
          run: () => change(OPPOSITE[question], key, true),
        };
        toastSuccess(`${answer.value.name} is ${OUTCOME[question]}`, isUndo ? undefined : undo);
        return;
      }
      toastFailure(answer.error.message);
      router.refresh(); // The page may be behind what the server refused for.
    });
  }
  return { move, change: (question, key) => change(question, key) };
}

/** Hands the move to the switches, wherever they hang. */
export const StatusMoveContext = createContext<StatusMove | null>(null);

/** Where the switch of a key stands, or is about to. */
export function useSwitchPosition({ id, isOn }: KeyView): { isOn: boolean; isMoving: boolean } {
  const move = use(StatusMoveContext);
  return move?.keyId === id ? { isOn: move.isOn, isMoving: true } : { isOn, isMoving: false };
}
