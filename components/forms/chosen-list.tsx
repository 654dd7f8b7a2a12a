import { Icon } from '@/components/ui/icon';
import type { Choice } from './use-choices';

type ChosenListProps = { label: string; chosen: readonly Choice[]; onRemove: (choice: Choice) => void };

/** What is chosen already, each with a way out. */
export function ChosenList({ label, chosen, onRemove }: ChosenListProps) {
  if (chosen.length === 0) return null;
  return (
    <ul aria-label={label} className="flex max-h-32 flex-wrap gap-1 overflow-y-auto">
      {chosen.map((choice) => (
        <li
          key={choice.id}
          className="inline-flex min-h-6 max-w-full items-center rounded-[5px] bg-accent-wash pl-2 text-link"
          title={choice.detail}
        >
          <span className="mono min-w-0 text-[12px] [overflow-wrap:anywhere]">{choice.label}</span>
          <button
            type="button"
            aria-label={`Remove ${choice.label}`}
            onClick={() => onRemove(choice)}
            className="grid size-6 flex-none place-items-center rounded-[5px] touch:size-9"
          >
            <Icon name="x" className="size-3" />
          </button>
        </li>
      ))}
    </ul>
  );
}
