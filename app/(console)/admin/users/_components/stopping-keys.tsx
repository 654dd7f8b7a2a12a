import type { Preview } from '@/components/forms/use-preview';
import { Skeleton } from '@/components/ui/skeleton';
import type { StoppingKeysView } from '@/lib/keys/view';

type StoppingKeysProps = { preview: Preview<StoppingKeysView>; verb: 'stop' | 'go on' | 'work' };

/** The keys that verify now, each with its last use: what somebody would miss first. */
export function StoppingKeys({ preview, verb }: StoppingKeysProps) {
  if (preview.state === 'asked') {
    return (
      <div role="status" aria-busy="true" aria-label="The keys are being read" className={BOX}>
        <Skeleton className="w-32" />
        <Skeleton className="w-56" />
      </div>
    );
  }
  if (preview.state !== 'there') return null;
  const { count, keys, more } = preview.value;
  return (
    <section aria-label="Working keys" className={BOX}>
      <p className="font-medium text-ink">{headline(count, verb)}</p>
      {keys.length > 0 && (
        <ul className="grid gap-1">
          {keys.map(({ id, name, lastUsed, isRecent }) => (
            <li key={id} className="flex flex-wrap justify-between gap-x-4">
              <span className="[overflow-wrap:anywhere] text-ink">{name}</span>
              <span className={isRecent ? 'font-semibold text-danger' : 'text-ink-3'}>
                {lastUsed === 'Never' ? 'Never used' : `Last used ${lastUsed}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p className="text-ink-3">and {more} more</p>}
    </section>
  );
}

const BOX = 'grid gap-1.5 rounded-md border border-line bg-well px-3 py-2.5';

function headline(count: number, verb: StoppingKeysProps['verb']): string {
  if (count === 0) return verb === 'stop' ? 'No key stops: none works now.' : 'No key of theirs works now.';
  const keys = count === 1 ? '1 key' : `${count} keys`;
  if (verb === 'stop') return `${keys} ${count === 1 ? 'stops' : 'stop'}`;
  if (verb === 'work') return `${keys} ${count === 1 ? 'works' : 'work'} now`;
  return `${keys} ${count === 1 ? 'goes' : 'go'} on working`;
}
