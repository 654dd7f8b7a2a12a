'use client';

import { useState } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { UnsavedGuard } from '@/components/forms/unsaved-guard';
import type { ChangedPolicy } from '@/lib/policy/commands/change-policy';
import type { PolicyPageView, PolicyPreview } from '@/lib/policy/view';
import type { Action } from '@/lib/web/action-state';
import { EffectRail } from './effect-rail';
import { PresetPicker } from './preset-picker';
import { SettingCards } from './setting-cards';
import { StoppingDialog } from './stopping-dialog';
import { draftFields, usePolicyDraft } from './use-policy-draft';
import { usePolicySaving } from './use-policy-saving';

type PolicyFormProps = {
  view: PolicyPageView;
  actions: { preview: Action<PolicyPreview>; change: Action<ChangedPolicy> };
};

/** The whole policy as one form. Saving asks first, with counts of that moment, where keys would stop by it. */
export function PolicyForm({ view, actions }: PolicyFormProps) {
  const making = usePolicyDraft(view, actions.preview);
  const saving = usePolicySaving(making, actions.change);
  const [isSeeing, setSeeing] = useState(false);
  const { draft, preview } = making;
  return (
    <>
      <form noValidate onSubmit={saving.check} className="grid gap-4" aria-label="Key policy">
        <PresetPicker
          presets={view.presets}
          start={draft.start}
          sinceStart={preview.sinceStart}
          onStart={(preset) => making.startFrom(preset.name, preset.draft)}
        />
        <FormFailure failure={saving.failure} />
        <div className="grid grid-cols-[minmax(0,1fr)_300px] items-start gap-4 max-lg:grid-cols-1">
          <div className="grid gap-4">
            <SettingCards of={{ values: draft.values, errors: preview.errors, from: preview.from, set: making.set }} />
          </div>
          <EffectRail
            preview={preview}
            applyLimit={draft.applyLimit}
            onApplyLimit={making.setApplyLimit}
            onSeeKeys={() => setSeeing(true)}
            wrong={Object.keys(preview.errors).length}
            isBusy={saving.isBusy}
            onDiscard={making.discard}
          />
        </div>
      </form>
      <form hidden {...saving.form}>
        {[...draftFields(saving.sent), ['seen', view.revision]].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </form>
      <UnsavedGuard isUnsaved={making.isUnsaved} what="changes to the key policy" />
      {isSeeing && <StoppingDialog effect={preview.effect} isBusy={false} onClose={() => setSeeing(false)} />}
      {saving.question !== null && (
        <StoppingDialog
          effect={saving.question}
          isBusy={saving.isSaving}
          onClose={saving.cancel}
          onSave={saving.confirm}
        />
      )}
    </>
  );
}
