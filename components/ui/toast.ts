/** Takes back what the toast tells of. `label` says what that is, for who cannot see the toast around it. */
type Undo = { label: string; run: () => void };

export type Announcement = { tone: 'ok' | 'bad'; text: string; durationMs: number; undo?: Undo | undefined };

type Listener = (said: Announcement) => void;

let listener: Listener | null = null;
let summon = () => {};
/** Said before anything could show it. */
let unheard: Announcement[] = [];

function say(said: Announcement): void {
  if (listener === null) {
    unheard.push(said);
    summon();
  } else listener(said);
}

/** Whom to call when something is said that nobody hears. */
export function summonBy(call: () => void): void {
  summon = call;
}

/** Hands over what is said from now on, and what nobody has heard yet. @returns what ends it */
export function hearToasts(hear: Listener): () => void {
  listener = hear;
  for (const said of unheard) hear(said);
  unheard = [];
  return () => {
    listener = null;
  };
}

/**
 * Says what was done, in the past tense or as a state: "Number porting batch is disabled". Never a secret. With `undo`, which
 * only what can truly be taken back has, it stays twice as long.
 */
export function toastSuccess(text: string, undo?: Undo): void {
  say({ tone: 'ok', text, undo, durationMs: undo === undefined ? 5_000 : 10_000 });
}

/** Says what failed. It stays until it is dismissed. */
export function toastFailure(text: string): void {
  say({ tone: 'bad', text, durationMs: Number.POSITIVE_INFINITY });
}
