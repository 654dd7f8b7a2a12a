import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { runAction } from '@/components/forms/run-action';
import type { PresetName } from '@/lib/policy/presets';
import type { PolicyDraft, SettingName } from '@/lib/policy/settings';
import type { PolicyPageView, PolicyPreview } from '@/lib/policy/view';
import type { Action } from '@/lib/web/action-state';

/** What is being made of the policy. */
type Draft = { values: PolicyDraft; start: PresetName; applyLimit: boolean };

/** Somebody who types is not asked about between two letters. */
const PAUSE_MS = 250;

const asSaved = ({ saved, start }: PolicyPageView): Draft => ({ values: saved, start, applyLimit: false });

/** The draft as fields of a form, under the names of the schemas. */
export function draftFields({ values, applyLimit }: Pick<Draft, 'values' | 'applyLimit'>): [string, string][] {
  return [...Object.entries(values), ['applyLimit', applyLimit ? 'yes' : 'no']];
}

/** What is done to the draft when the policy has become another: it is that policy now, or it goes. */
type Handover = PolicyDraft | 'begin anew' | null;

/**
 * Holds the draft. What is typed while a save is on its way stays, also when the page comes back with the policy as it is
 * then.
 */
export function usePolicyDraft(view: PolicyPageView, previewAction: Action<PolicyPreview>) {
  const [origin, setOrigin] = useState(view);
  const [draft, setDraft] = useState(() => asSaved(view));
  const [handover, setHandover] = useState<Handover>(null);
  if (origin !== view) {
    setOrigin(view);
    setHandover(null);
    if (handover === 'begin anew') setDraft(asSaved(view));
    else if (handover === draft.values) setDraft({ ...draft, values: view.saved });
  }
  const { preview, askNow } = usePolicyPreview(draft, view, previewAction);
  return {
    draft,
    preview,
    /** Where it starts from is not saved with it. */
    isUnsaved: !isAsSaved({ ...draft, start: view.start }, view),
    set: (name: SettingName, value: string) =>
      setDraft((now) => ({ ...now, values: { ...now.values, [name]: value } })),
    startFrom: (start: PresetName, values: PolicyDraft) => setDraft((now) => ({ ...now, start, values })),
    setApplyLimit: (applyLimit: boolean) => setDraft((now) => ({ ...now, applyLimit })),
    discard: () => setDraft(asSaved(view)),
    askNow,
    isSaved(values: PolicyDraft) {
      setHandover(values);
      setDraft((now) => ({ ...now, applyLimit: false }));
    },
    isStale: () => setHandover('begin anew'),
  };
}

/** Asks the server what the draft would do, once nobody types. What is as saved was answered with the page. */
function usePolicyPreview(draft: Draft, view: PolicyPageView, previewAction: Action<PolicyPreview>) {
  const [origin, setOrigin] = useState(view);
  const [preview, setPreview] = useState(view.preview);
  const asked = useRef(0);
  if (origin !== view) {
    setOrigin(view);
    setPreview(view.preview);
  }

  /** Shows the answer unless something later was asked. @returns what the draft would do by now; null without an answer */
  async function askNow(): Promise<PolicyPreview | null> {
    asked.current += 1;
    const number = asked.current;
    const form = new FormData();
    for (const [name, value] of draftFields(draft)) form.set(name, value);
    form.set('start', draft.start);
    const answer = await runAction(previewAction, form);
    if (!answer?.ok) return null;
    if (number === asked.current) setPreview(answer.value);
    return answer.value;
  }

  const askLater = useEffectEvent(() => void askNow());
  useEffect(() => {
    if (isAsSaved(draft, view)) {
      asked.current += 1; // an answer about a draft that is gone comes too late
      setPreview(view.preview);
      return;
    }
    const timer = setTimeout(askLater, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, view]);

  return { preview, askNow };
}

function isAsSaved({ values, start, applyLimit }: Draft, view: PolicyPageView): boolean {
  if (applyLimit || start !== view.start) return false;
  return Object.entries(view.saved).every(([name, value]) => values[name as SettingName] === value); // its own keys
}
