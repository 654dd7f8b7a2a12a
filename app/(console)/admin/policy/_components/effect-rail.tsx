import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import type { MovesView, PolicyPreview } from '@/lib/policy/view';

type EffectRailProps = {
  preview: PolicyPreview;
  applyLimit: boolean;
  onApplyLimit: (applyLimit: boolean) => void;
  onSeeKeys: () => void;
  /** Fields to correct. */
  wrong: number;
  isBusy: boolean;
  onDiscard: () => void;
};

/** What saving would do, to a key made now and to the keys there are. It stays in view, with the buttons. */
export function EffectRail({ preview, wrong, isBusy, onDiscard, ...limit }: EffectRailProps) {
  return (
    <Card className="lg:sticky lg:top-4">
      <CardHeader title="What this does" />
      <div className="grid gap-3 p-3.5">
        <NewKey preview={preview} />
        <KnownKeys preview={preview} {...limit} />
      </div>
      <footer className="border-t border-line px-3.5 py-3">
        <div className="flex justify-end gap-2 max-md:[&>button]:flex-1">
          <Button onClick={onDiscard}>Discard</Button>
          <Button type="submit" variant="primary" busy={isBusy} disabled={wrong > 0}>
            Save
          </Button>
        </div>
        {wrong > 0 && (
          <p className="mt-2 text-right text-xs text-danger">
            {wrong === 1 ? 'Correct 1 field to save' : `Correct ${wrong} fields to save`}
          </p>
        )}
      </footer>
    </Card>
  );
}

function NewKey({ preview: { newKey, calendar } }: { preview: PolicyPreview }) {
  return (
    <section>
      <h3 className="leading-[18px] font-medium text-ink">A key created now</h3>
      <dl className="mt-1.5 mb-2 grid gap-1.5">
        {newKey.map(({ label, says, isOpen }) => (
          <div key={label}>
            <dt className="text-xs text-ink-3">{label}</dt>
            <dd className={isOpen ? 'text-ink-2' : 'font-medium text-ink'}>{says}</dd>
          </div>
        ))}
      </dl>
      <p className="text-xs leading-[17px] text-ink-3">{calendar}</p>
    </section>
  );
}

type KnownKeysProps = Pick<EffectRailProps, 'preview' | 'applyLimit' | 'onApplyLimit' | 'onSeeKeys'>;

function KnownKeys({ preview: { effect }, applyLimit, onApplyLimit, onSeeKeys }: KnownKeysProps) {
  const hintId = useId();
  if (effect.title === null) return null;
  return (
    <section className="border-t border-line pt-3">
      <h3 className="leading-[18px] font-medium text-ink">{effect.title}</h3>
      <div aria-live="polite" className="grid gap-2 pt-1">
        {effect.mfa && <Moves of={effect.mfa} />}
        {effect.limit && (
          <div className="grid gap-1">
            <p id={hintId} className="text-xs leading-[17px] text-ink-3">
              Each keeps the limit it was issued under, unless you tick this.
            </p>
            <Checkbox checked={applyLimit} onCheckedChange={onApplyLimit} describedBy={hintId}>
              Apply Not Accessed Expiration to existing keys
            </Checkbox>
            <Moves of={effect.limit} isQuiet={!applyLimit} />
          </div>
        )}
        {effect.together && <Moves of={effect.together} />}
        {effect.stays.map((sentence) => (
          <p key={sentence} className="text-xs leading-[17px] text-ink-3">
            {sentence}
          </p>
        ))}
        {!effect.mfa && !effect.limit && effect.stays.length === 0 && (
          <p className="text-xs leading-[17px] text-ink-3">All of them go on as they are.</p>
        )}
      </div>
      {effect.stop > 0 && (
        <Button variant="link" className="mt-1.5" onClick={onSeeKeys}>
          {effect.stop === 1 ? 'See the key' : `See the ${effect.stop.toLocaleString('en-US')} keys`}
        </Button>
      )}
    </section>
  );
}

/** @param isQuiet it is not going to happen as things stand */
function Moves({ of: { says, isBad }, isQuiet = false }: { of: MovesView; isQuiet?: boolean }) {
  const isRed = isBad && !isQuiet;
  return (
    <p
      className={cn(
        'flex gap-[9px] leading-[18px] font-semibold',
        isRed ? 'text-danger' : isQuiet ? 'text-ink-3' : 'text-ink',
      )}
    >
      <svg
        viewBox="0 0 10 10"
        aria-hidden="true"
        className="mt-1 size-2.5 flex-none fill-none stroke-current"
        strokeWidth="1.6"
        strokeLinecap="round"
      >
        <path d={isBad ? 'm2.2 2.2 5.6 5.6M7.8 2.2 2.2 7.8' : 'M2 5h6'} />
      </svg>
      {says}
    </p>
  );
}
