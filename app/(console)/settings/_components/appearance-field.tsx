import { useId } from 'react';

export type Appearance = 'SYSTEM' | 'LIGHT' | 'DARK';

const CHOICES: readonly { value: Appearance; label: string }[] = [
  { value: 'SYSTEM', label: 'System' },
  { value: 'LIGHT', label: 'Light' },
  { value: 'DARK', label: 'Dark' },
];

type AppearanceFieldProps = { chosen: Appearance; error: string | undefined };

/** Three radio buttons drawn as one bar: arrows move and choose, as everywhere. */
export function AppearanceField({ chosen, error }: AppearanceFieldProps) {
  const noteId = useId();
  return (
    <fieldset
      aria-describedby={noteId}
      aria-invalid={error === undefined ? undefined : true}
      className="grid min-w-0 justify-items-start gap-[5px]"
    >
      <legend className="mb-[5px] leading-[18px] font-medium text-ink">Appearance</legend>
      <div className="inline-flex gap-0.5 rounded-[8px] bg-idle-wash p-0.5 max-md:flex max-md:w-full">
        {CHOICES.map(({ value, label }) => (
          <label
            key={value}
            className="relative grid h-7 cursor-pointer place-items-center rounded-md px-3 font-medium whitespace-nowrap text-ink-2 has-checked:bg-lift has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-[-2px] has-focus-visible:outline-accent max-md:flex-1 touch:h-9"
          >
            <input
              type="radio"
              name="appearance"
              value={value}
              defaultChecked={value === chosen}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {label}
          </label>
        ))}
      </div>
      <p id={noteId} className={error === undefined ? 'text-xs leading-[17px] text-ink-3' : 'text-xs text-danger'}>
        {error ?? 'System follows the setting of your device.'}
      </p>
    </fieldset>
  );
}
