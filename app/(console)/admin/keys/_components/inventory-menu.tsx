'use client';

import { CodeItem } from '@/components/keys/code-item';
import type { OpenDialog } from '@/components/keys/use-key-dialogs';
import { IconButton } from '@/components/ui/button';
import type { IconName } from '@/components/ui/icon';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
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
  /** Leads to the key's own page. */
  onView: () => void;
};

/** Everything that can be done to one of somebody's keys. */
export function InventoryMenu({ of: key, open, onView }: InventoryMenuProps) {
  return (
    <Menu trigger={<IconButton icon="dots" label={`More for ${key.name}`} />}>
      <MenuItem icon="eye" onSelect={onView}>
        View details
      </MenuItem>
      {entriesOf(key).map(({ kind, verb, icon }) => (
        <MenuItem key={kind} icon={icon} danger={kind === 'delete'} onSelect={() => open({ kind, key })}>
          {verb}
        </MenuItem>
      ))}
      <MenuSeparator />
      <CodeItem of={key} />
    </Menu>
  );
}
