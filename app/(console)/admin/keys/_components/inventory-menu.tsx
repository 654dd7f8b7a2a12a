'use client';

import type { OpenDialog } from '@/components/keys/use-key-dialogs';
import { IconButton } from '@/components/ui/button';
import { COPY_FAILED, copyText } from '@/components/ui/copy-button';
import type { IconName } from '@/components/ui/icon';
import { Menu, MenuCode, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { KeyView } from '@/lib/keys/view';

type Entry = {
  kind: 'edit' | 'disable' | 'activate' | 'renew' | 'regenerate' | 'delete';
  verb: string;
  icon: IconName;
};

/** What state and policy allow; the rest is absent. */
function entriesOf({ may }: KeyView): Entry[] {
  const offered: [Entry, boolean][] = [
    [{ kind: 'edit', verb: 'Edit', icon: 'pencil' }, may.edit],
    [{ kind: 'disable', verb: 'Disable', icon: 'ban' }, may.disable],
    [{ kind: 'activate', verb: 'Activate', icon: 'bolt' }, may.activate],
    [{ kind: 'renew', verb: 'Renew', icon: 'calendar' }, may.renew],
    [{ kind: 'regenerate', verb: 'Regenerate', icon: 'refresh' }, may.regenerate],
    [{ kind: 'delete', verb: 'Delete', icon: 'trash' }, may.delete],
  ];
  return offered.flatMap(([entry, isOffered]) => (isOffered ? [entry] : []));
}

type InventoryMenuProps = {
  of: KeyView;
  open: (dialog: OpenDialog) => void;
  /** Where the key has a page of its own. */
  onView?: () => void;
};

/** Everything that can be done to one of somebody's keys. */
export function InventoryMenu({ of: key, open, onView }: InventoryMenuProps) {
  return (
    <Menu trigger={<IconButton icon="dots" label={`More for ${key.name}`} />}>
      {onView && (
        <MenuItem icon="eye" onSelect={onView}>
          View details
        </MenuItem>
      )}
      {entriesOf(key).map(({ kind, verb, icon }) => (
        <MenuItem key={kind} icon={icon} danger={kind === 'delete'} onSelect={() => open({ kind, key })}>
          {verb}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuCode label={codeLabel(key)} code={key.accessKey} onSelect={() => copyCode(key)} />
    </Menu>
  );
}

function codeLabel({ audience }: KeyView): string {
  return audience === 'CLIENT' ? 'Publishable key' : 'Access Key';
}

async function copyCode(key: KeyView) {
  if (await copyText(key.accessKey)) toastSuccess(`${codeLabel(key)} copied`);
  else toastFailure(COPY_FAILED);
}
