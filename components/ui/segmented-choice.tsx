import { useId } from 'react';

type SegmentedChoiceProps<T extends string> = {
  label: string;
  choices: readonly { value: T; label: string }[];
  value: string;
  onChange: (value: T) => void;
  describedBy?: string;
};

/** One of a few, as a bar: radio buttons, so that arrows move and choose. */
export function SegmentedChoice<T extends string>(props: SegmentedChoiceProps<T>) {
  const { label, choices, value, onChange, describedBy } = props;
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      aria-describedby={describedBy}
      className="inline-flex max-w-full gap-0.5 rounded-[8px] bg-idle-wash p-0.5 max-md:flex max-md:w-full"
    >
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="relative grid h-7 cursor-pointer place-items-center rounded-md px-2.5 text-center font-medium whitespace-nowrap text-ink-2 has-checked:bg-lift has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-[-2px] has-focus-visible:outline-accent max-md:flex-1 max-md:px-1.5 max-md:text-[12.5px] touch:h-9"
        >
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}
