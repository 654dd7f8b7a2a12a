'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';
import { latePart, OnDemand, usePrepared } from '@/components/ui/on-demand';
import type { Action } from '@/lib/web/action-state';
import type { StepUpKind } from './step-up-dialog';

const stepUpDialog = latePart(async () => (await import('./step-up-dialog')).StepUpDialog);

/** Asks for a fresh factor; true once it was given, false when the person went away from it. */
type StepUp = (kind: StepUpKind) => Promise<boolean>;

const StepUpContext = createContext<StepUp>(async () => false);

export const useStepUp = (): StepUp => useContext(StepUpContext);

/** An action that asks for a fresh factor where it wants one, and is sent again; null once nobody gave it. */
export function withStepUp<T>(action: Action<T>, stepUp: StepUp): Action<T> {
  return async (state, fields) => {
    const first = await action(state, fields);
    const wanted = first?.ok === false ? first.error.code : null;
    if (wanted !== 'CONFIRM_CODE' && wanted !== 'CONFIRM_PASSWORD') return first;
    return (await stepUp(wanted)) ? action(state, fields) : null;
  };
}

type Question = { kind: StepUpKind; answer: (isConfirmed: boolean) => void };

/** Holds the one dialog "Confirm it is you", above whatever form turned out to need it. */
export function StepUpProvider({ action, children }: { action: Action<null>; children: ReactNode }) {
  usePrepared(stepUpDialog);
  const [question, setQuestion] = useState<Question | null>(null);
  const ask: StepUp = (kind) =>
    new Promise((resolve) => {
      setQuestion({
        kind,
        answer(isConfirmed) {
          setQuestion(null);
          resolve(isConfirmed);
        },
      });
    });
  return (
    <StepUpContext value={ask}>
      {children}
      {question !== null && (
        <OnDemand of={stepUpDialog} given={{ kind: question.kind, action, onAnswer: question.answer }} />
      )}
    </StepUpContext>
  );
}
