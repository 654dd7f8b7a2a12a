import { Badge } from '@/components/ui/badge';
import type { PresetView } from '@/lib/policy/view';

type PresetPickerProps = {
  presets: PresetView[];
  start: string;
  sinceStart: number;
  onStart: (preset: PresetView) => void;
};

/** Where the policy starts from. Choosing one fills the form and saves nothing; choosing it again takes changes back. */
export function PresetPicker({ presets, start, sinceStart, onStart }: PresetPickerProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 flex items-center gap-2 leading-[18px] font-medium text-ink">
        Start from
        {sinceStart > 0 && (
          <Badge tone="info">{sinceStart === 1 ? '1 change since' : `${sinceStart} changes since`}</Badge>
        )}
      </legend>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(176px,1fr))] gap-2 max-md:grid-cols-1">
        {presets.map((preset) => (
          <label
            key={preset.name}
            className="relative flex cursor-pointer gap-[9px] rounded-lg border border-edge px-3 py-2.5 hover:bg-hover has-checked:border-accent has-checked:bg-accent-wash has-checked:shadow-[inset_0_0_0_1px_var(--accent)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="start"
              checked={preset.name === start}
              onChange={() => onStart(preset)}
              onClick={() => preset.name === start && onStart(preset)}
              className="mt-0.5 size-4 flex-none cursor-pointer appearance-none rounded-full border-[1.5px] border-line-strong bg-raised outline-none checked:border-[5px] checked:border-accent checked:bg-on-accent"
            />
            <span className="min-w-0">
              <span className="block font-semibold text-ink">{preset.label}</span>
              <span className="block text-xs text-ink-2">{preset.says}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
