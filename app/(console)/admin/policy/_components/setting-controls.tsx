import { useId } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import { inputClass } from '@/components/ui/field';
import { SegmentedChoice } from '@/components/ui/segmented-choice';
import { Switch } from '@/components/ui/switch';
import { readPeriodText } from '@/lib/policy/period-words';
import type { PolicyDraft, SettingName } from '@/lib/policy/settings';
import { SettingError, SettingRow } from './setting-row';

/** The draft as the rows read and write it. */
export type DraftAccess = {
  values: PolicyDraft;
  errors: { [N in SettingName]?: string };
  from: { [N in SettingName]?: string };
  set: (name: SettingName, value: string) => void;
};

type RowProps = { of: DraftAccess; name: SettingName; label: string; hint: string };

/** "Allowed" or not. */
export function AllowRow({ of, name, label, hint }: RowProps) {
  const hintId = useId();
  const isAllowed = of.values[name] === 'yes';
  return (
    <SettingRow label={label} hint={hint} hintId={hintId} from={of.from[name]}>
      <span className="flex items-center gap-2">
        <Switch checked={isAllowed} onCheckedChange={(on) => of.set(name, on ? 'yes' : 'no')} label={label} />
        <span className="text-ink-2">{isAllowed ? 'Allowed' : 'Not allowed'}</span>
      </span>
    </SettingRow>
  );
}

type ChoiceRowProps = RowProps & { choices: readonly { value: string; label: string }[] };

export function ChoiceRow({ of, name, label, hint, choices }: ChoiceRowProps) {
  const hintId = useId();
  return (
    <SettingRow label={label} hint={hint} hintId={hintId} from={of.from[name]}>
      <SegmentedChoice
        label={label}
        choices={choices}
        value={of.values[name]}
        onChange={(value) => of.set(name, value)}
        describedBy={hintId}
      />
    </SettingRow>
  );
}

type TextRowProps = RowProps & {
  placeholder?: string;
  /** After the field: "days". */
  unit?: string;
  isNumber?: boolean;
};

export function TextRow({ of, name, label, hint, placeholder, unit, isNumber = false }: TextRowProps) {
  const id = useId();
  const error = of.errors[name];
  return (
    <SettingRow label={label} controlId={id} hint={hint} hintId={`${id}-hint`} from={of.from[name]}>
      <span className="flex flex-wrap items-center gap-2.5">
        <input
          id={id}
          type="text"
          inputMode={isNumber ? 'numeric' : 'text'}
          autoComplete="off"
          value={of.values[name]}
          onChange={(event) => of.set(name, event.currentTarget.value)}
          placeholder={placeholder}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={`${id}-hint ${id}-note`}
          className={cn(inputClass, 'w-[104px]')}
        />
        <span id={`${id}-note`} className="text-ink-2">
          {error === undefined ? unit : <SettingError>{error}</SettingError>}
        </span>
      </span>
    </SettingRow>
  );
}

/** @param whenEmpty what an empty field means; without it there has to be a period */
export function PeriodRow({ of, name, label, hint, whenEmpty }: RowProps & { whenEmpty?: string }) {
  const id = useId();
  const text = of.values[name].trim();
  const read = text === '' && whenEmpty !== undefined ? { meaning: whenEmpty } : readPeriodText(text);
  const isWrong = 'wrong' in read;
  return (
    <SettingRow label={label} controlId={id} hint={hint} hintId={`${id}-hint`} from={of.from[name]}>
      <span className="flex flex-wrap items-center gap-2.5">
        <input
          id={id}
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={of.values[name]}
          onChange={(event) => of.set(name, event.currentTarget.value)}
          placeholder={whenEmpty}
          aria-invalid={isWrong || undefined}
          aria-describedby={`${id}-hint ${id}-note`}
          className={cn(inputClass, 'mono w-[104px] text-sm')}
        />
        <span id={`${id}-note`} aria-live="polite" className="text-ink-2">
          {isWrong ? <SettingError>{read.wrong}</SettingError> : text === '' ? null : read.meaning}
        </span>
      </span>
    </SettingRow>
  );
}

const OWNERS = [
  { value: 'USER', label: 'Users' },
  { value: 'SERVICE_ACCOUNT', label: 'Service accounts' },
  { value: 'COMPANY', label: 'The company' },
] as const;

export function OwnersRow({ of, label, hint }: Omit<RowProps, 'name'>) {
  const hintId = useId();
  const chosen = of.values.owners.split(',');
  const error = of.errors.owners;
  const choose = (value: string, isChosen: boolean) => {
    const kinds = OWNERS.map((owner) => owner.value);
    of.set('owners', kinds.filter((kind) => (kind === value ? isChosen : chosen.includes(kind))).join(','));
  };
  return (
    <SettingRow label={label} hint={hint} hintId={hintId} from={of.from.owners}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would want a legend where the row has its label already */}
      <div role="group" aria-label={label} aria-describedby={hintId} className="flex flex-wrap gap-x-4 gap-y-1.5">
        {OWNERS.map((owner) => (
          <Checkbox
            key={owner.value}
            checked={chosen.includes(owner.value)}
            onCheckedChange={(isChosen) => choose(owner.value, isChosen)}
          >
            {owner.label}
          </Checkbox>
        ))}
      </div>
      {error !== undefined && <SettingError>{error}</SettingError>}
    </SettingRow>
  );
}
