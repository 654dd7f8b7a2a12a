'use client';

import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';
import type { OpenDialog } from '@/components/keys/use-key-dialogs';
import { IconButton } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { cn } from '@/components/ui/cn';
import { COPY_FAILED, copyText } from '@/components/ui/copy-button';
import { Icon, type IconName } from '@/components/ui/icon';
import { Menu, MenuCode, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import { Tooltip } from '@/components/ui/tooltip';
import type { KeyView } from '@/lib/keys/view';

type RowAction = { kind: 'edit' | 'renew' | 'regenerate' | 'delete'; verb: string; icon: IconName };

/** What state and policy allow; the rest is absent. */
function actionsOf({ may }: KeyView): RowAction[] {
  return [
    ...(may.rename ? [{ kind: 'edit', verb: 'Edit', icon: 'pencil' } as const] : []),
    ...(may.renew ? [{ kind: 'renew', verb: 'Renew', icon: 'calendar' } as const] : []),
    ...(may.regenerate ? [{ kind: 'regenerate', verb: 'Regenerate', icon: 'refresh' } as const] : []),
    ...(may.delete ? [{ kind: 'delete', verb: 'Delete', icon: 'trash' } as const] : []),
  ];
}

type RowActionsProps = { of: KeyView; open: (dialog: OpenDialog) => void };

/** Icons with their names in tooltips, words on cards, and the menu that ends with the code to copy. */
export function RowActions({ of: key, open }: RowActionsProps) {
  const router = useRouter();
  const actions = actionsOf(key);
  const inRow = actions.filter(({ kind }) => kind !== 'renew'); // Rare enough for the menu alone.
  return (
    <div className="-my-[3px] flex justify-end cards:-mx-2 cards:my-0 cards:justify-start cards:gap-0.5">
      {inRow.map(({ kind, verb, icon }) => (
        <Tooltip key={kind} text={verb}>
          <WordButton label={`${verb} ${key.name}`} word={verb} icon={icon} onClick={() => open({ kind, key })} />
        </Tooltip>
      ))}
      <Menu trigger={<IconButton icon="dots" label={`More for ${key.name}`} className="cards:ml-auto" />}>
        <MenuItem icon="eye" onSelect={() => router.push(`/user-control/keys/${key.id}`)}>
          View details
        </MenuItem>
        {actions.map(({ kind, verb, icon }) => (
          <MenuItem key={kind} icon={icon} danger={kind === 'delete'} onSelect={() => open({ kind, key })}>
            {verb}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuCode label={codeLabel(key)} code={key.accessKey} onSelect={() => copyCode(key)} />
      </Menu>
    </div>
  );
}

type WordButtonProps = Omit<ComponentProps<'button'>, 'children'> & { label: string; word: string; icon: IconName };

function WordButton({ label, word, icon, ...rest }: WordButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...rest}
      className={cn(
        buttonClass({ variant: 'icon' }),
        'cards:w-auto! cards:px-2! cards:text-[12.5px] cards:font-medium cards:text-ink-2',
      )}
    >
      <Icon name={icon} className="cards:hidden" />
      <span className="hidden cards:inline">{word}</span>
    </button>
  );
}

function codeLabel({ audience }: KeyView): string {
  return audience === 'CLIENT' ? 'Publishable key' : 'Access Key';
}

async function copyCode(key: KeyView) {
  if (await copyText(key.accessKey)) toastSuccess(`${codeLabel(key)} copied`);
  else toastFailure(COPY_FAILED);
}
