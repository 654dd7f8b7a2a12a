/** What a server action answers when it refuses: a code for programs, ready words for people. */
export type ActionFailure = {
  code: string;
  message: string;
  /** Field name → the sentence that stands under it. */
  fields: Record<string, string>;
};

export type ActionState<T> = { ok: true; value: T } | { ok: false; error: ActionFailure } | null;

export type Action<T> = (state: ActionState<T>, form: FormData) => Promise<ActionState<T>>;
