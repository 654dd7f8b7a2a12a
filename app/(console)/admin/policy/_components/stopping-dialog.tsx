import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import type { EffectView } from '@/lib/policy/view';

type StoppingDialogProps = {
  effect: EffectView;
  /** Set when it is the last question before saving. */
  onSave?: () => void;
  isBusy: boolean;
  onClose: () => void;
};

/** The keys that would stop, the last used first; as a question where saving would stop them. */
export function StoppingDialog({ effect: { stop, stopping }, onSave, isBusy, onClose }: StoppingDialogProps) {
  const many = stop === 1 ? '1 key' : `${stop.toLocaleString('en-US')} keys`;
  const close = () => !isBusy && onClose();
  const isQuestion = onSave !== undefined;
  return (
    <Dialog
      size={isQuestion ? 'alert' : 'form'}
      alert={isQuestion}
      title={isQuestion ? `Save and stop ${many}?` : `${many} would stop`}
      icon={{ name: 'policy', tone: 'bad' }}
      onClose={close}
    >
      <DialogBody>
        <p>
          {stop === 1 ? 'Calls with this key are refused' : 'Calls with these keys are refused'} within a second
          {isQuestion ? '.' : ' of saving.'}
        </p>
        <ul
          aria-label="Keys that stop"
          className="divide-y divide-line rounded-md border border-line bg-well px-3 text-ink"
        >
          {stopping.keys.map(({ id, name, owner, lastUsed }) => (
            <li key={id} className="flex flex-wrap justify-between gap-x-3 py-1.5 [overflow-wrap:anywhere]">
              <span>
                <span className="font-medium">{name}</span> <span className="text-ink-2">{owner}</span>
              </span>
              <span className="text-ink-3">{lastUsed}</span>
            </li>
          ))}
          {stopping.more > 0 && <li className="py-1.5 text-ink-3">and {stopping.more.toLocaleString('en-US')} more</li>}
        </ul>
      </DialogBody>
      <DialogFooter>
        <Button onClick={close}>{isQuestion ? 'Cancel' : 'Close'}</Button>
        {isQuestion && (
          <Button variant="danger" busy={isBusy} onClick={onSave}>
            Save
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
