'use client';

import { Switch } from '@/components/ui/switch';
import type { KeyView } from '@/lib/keys/view';
import type { KeyDialog } from './use-key-dialogs';
import { useSwitchPosition } from './use-status-move';

type StatusSwitchProps = {
  of: KeyView;
  open: (dialog: KeyDialog) => void;
  /** "On" or "Off" beside it. */
  words?: boolean;
  className?: string;
};

/** The switch of one key. Expired: it stays and cannot move. Forbidden by policy: there is none. */
export function StatusSwitch({ of: key, open, words = false, className }: StatusSwitchProps) {
  const { isOn, isMoving } = useSwitchPosition(key);
  const canMove = key.isOn ? key.may.disable : key.may.activate;
  if (!key.hasSwitch) return null;
  const control = (
    <Switch
      label={`Status of ${key.name}`}
      checked={isOn}
      disabled={!canMove}
      busy={isMoving}
      onCheckedChange={(wanted) => open({ kind: wanted ? 'activate' : 'disable', key })}
      {...(className === undefined ? {} : { className })}
    />
  );
  if (!words) return control;
  return (
    <span className="inline-flex items-center gap-2 pr-1.5">
      {control}
      <span aria-hidden="true" className="text-ink-2">
        {isOn ? 'On' : 'Off'}
      </span>
    </span>
  );
}
