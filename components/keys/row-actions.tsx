'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import type { KeyDialog } from '@/components/keys/use-key-dialogs';
import { IconButton } from '@/components/ui/button';
import type { IconName } from '@/components/ui/icon';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { WordButton } from '@/components/ui/word-button';
import type { KeyView } from '@/lib/keys/view';
import { CodeItem } from './code-item';

type RowAction = { kind: 'edit' | 'renew' | 'regenerate' | 'delete'; verb: string; icon: IconName };

/** What state and policy allow; the rest is absent. */
function actionsOf({ may }: KeyView): RowAction[] {
  return [
    ...(may.edit ? [{ kind: 'edit', verb: 'Edit', icon: 'pencil' } as const] : []),
    ...(may.renew ? [{ kind: 'renew', verb: 'Renew', icon: 'calendar' } as const] : []),
    ...(may.regenerate ? [{ kind: 'regenerate', verb: 'Regenerate', icon: 'refresh' } as const] : []),
    ...(may.delete ? [{ kind: 'delete', verb: 'Delete', icon: 'trash' } as const] : []),
  ];
}

/** What else a menu has, such as "Move to group" with the group it is in. */
export type RowExtra = { verb: string; icon: IconName; hint?: string; onSelect: () => void };

type RowActionsProps = {
  of: KeyView;
  open: (dialog: KeyDialog) => void;
  /** The key's own page, where there is one. */
  href?: Route;
  extras?: readonly RowExtra[];
  /** The table has a column of its own for deleting; a card has no columns. */
  isDeleteApart?: boolean;
};

/** Icons with their names in tooltips, words on cards, and the menu that ends with the code to copy. */
export function RowActions({ of: key, open, href, extras = [], isDeleteApart = false }: RowActionsProps) {
  const actions = actionsOf(key);
  const inRow = actions.filter(({ kind }) => kind !== 'renew'); // Rare enough for the menu alone.
  const item = ({ kind, verb, icon }: RowAction) => (
    <MenuItem key={kind} icon={icon} danger={kind === 'delete'} onSelect={() => open({ kind, key })}>
      {verb}
    </MenuItem>
  );
  return (
    <div className="-my-[3px] flex justify-end cards:-mx-2 cards:my-0 cards:justify-start cards:gap-0.5">
      {inRow.map(({ kind, verb, icon }) => (
        <WordButton
          key={kind}
          label={`${verb} ${key.name}`}
          word={verb}
          icon={icon}
          {...(kind === 'delete' && isDeleteApart ? { className: 'hidden cards:inline-flex' } : {})}
          onClick={() => open({ kind, key })}
        />
      ))}
      <Menu trigger={<IconButton icon="dots" label={`More for ${key.name}`} className="cards:ml-auto" />}>
        {href !== undefined && <DetailsItem href={href} />}
        {actions.filter(({ kind }) => kind === 'edit').map(item)}
        {extras.map(({ verb, ...extra }) => (
          <MenuItem key={verb} {...extra}>
            {verb}
          </MenuItem>
        ))}
        {actions.filter(({ kind }) => kind !== 'edit').map(item)}
        <MenuSeparator />
        <CodeItem of={key} />
      </Menu>
    </div>
  );
}

function DetailsItem({ href }: { href: Route }) {
  const router = useRouter();
  return (
    <MenuItem icon="eye" onSelect={() => router.push(href)}>
      View details
    </MenuItem>
  );
}
