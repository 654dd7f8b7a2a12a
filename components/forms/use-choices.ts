'use client';

import { useEffect, useState } from 'react';

/** Something that can be chosen: its id, the word that it is known by, and a second one beside it. */
export type Choice = { id: string; label: string; detail: string };

export type ChoicesState<C> =
  | { status: 'searching'; choices: readonly C[] }
  | { status: 'found'; choices: readonly C[] }
  | { status: 'failed'; choices: readonly never[] };

/** How long somebody pauses who has typed what they mean. */
const PAUSE_MS = 150;

/** Asks the server for what matches, while `isAsking`, a moment after the last letter; a letter more stops the search before it. */
export function useChoices<C extends Choice>(source: string, query: string, isAsking: boolean): ChoicesState<C> {
  const [answer, setAnswer] = useState<{ query: string | null; state: ChoicesState<C> }>({
    query: null,
    state: { status: 'searching', choices: [] },
  });
  useEffect(() => {
    if (!isAsking) return;
    const controller = new AbortController();
    const timer = setTimeout(
      async () => {
        const state = await ask<C>(source, query, controller.signal);
        if (state !== null) setAnswer({ query, state });
      },
      query === '' ? 0 : PAUSE_MS,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [source, query, isAsking]);
  // What was found for the letters before stays to be read until the answer for these is there.
  if (answer.query === query) return answer.state;
  return { status: 'searching', choices: answer.state.choices };
}

/** Null when it was stopped. */
async function ask<C extends Choice>(
  source: string,
  query: string,
  signal: AbortSignal,
): Promise<ChoicesState<C> | null> {
  try {
    const response = await fetch(`${source}?${new URLSearchParams({ q: query })}`, { signal });
    if (!response.ok) return { status: 'failed', choices: [] };
    const { choices } = (await response.json()) as { choices: C[] }; // written by choicesResponse
    return { status: 'found', choices };
  } catch {
    return signal.aborted ? null : { status: 'failed', choices: [] };
  }
}
