import { Badge } from '@/components/ui/badge';
import { IconButton } from '@/components/ui/button';
import { type Column, DataCell, DataRow, DataTable } from '@/components/ui/data-table';
import { Icon } from '@/components/ui/icon';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { Time } from '@/components/ui/time';
import { WordButton } from '@/components/ui/word-button';
import type { ChoiceView, ServiceAccountView } from '@/lib/service-accounts/view';
import type { AccountDialog } from './account-dialogs';

const COLUMNS: readonly Column[] = [
  { title: 'User ID and name' },
  { title: 'Tenants' },
  { title: 'Virtual servers' },
  { title: 'Keys' },
  { title: 'Status' },
  { title: 'Actions', isUnseen: true },
];

type Open = (dialog: AccountDialog) => void;

export function AccountTable({ accounts, open }: { accounts: ServiceAccountView[]; open: Open }) {
  return (
    <DataTable label="Service accounts" columns={COLUMNS}>
      {accounts.map((account) => (
        <AccountRow key={account.id} of={account} open={open} />
      ))}
    </DataTable>
  );
}

function AccountRow({ of: account, open }: { of: ServiceAccountView; open: Open }) {
  return (
    <DataRow>
      <DataCell isHeader className="w-[270px] cards:w-auto">
        <span className="flex items-start gap-2.5">
          <Icon name="bot" className="mt-0.5 text-ink-3" />
          <span className="min-w-0 leading-[18px] [overflow-wrap:anywhere]">
            <span className="mono block font-medium text-ink">{account.userId}</span>
            <span className="text-ink-2">{account.name}</span>
          </span>
        </span>
      </DataCell>
      <DataCell label="Tenants">
        <Reached places={account.tenants} />
      </DataCell>
      <DataCell label="Virtual servers">
        <Reached places={account.virtualServers} />
      </DataCell>
      <DataCell label="Keys" className="whitespace-nowrap">
        {account.keys}
      </DataCell>
      <DataCell label="Status" className="whitespace-nowrap">
        <Badge tone={account.state.tone} mark={account.state.mark}>
          {account.state.label}
        </Badge>
        {account.deactivated !== null && (
          <span className="mt-0.5 block text-xs leading-[18px] text-ink-3">
            <Time {...account.deactivated} />
          </span>
        )}
      </DataCell>
      <DataCell className="w-[76px] text-right whitespace-nowrap cards:w-auto">
        <Actions of={account} open={open} />
      </DataCell>
    </DataRow>
  );
}

const SHOWN = 3;

/** The first few by their slugs; all of them in the dialog that edits. */
function Reached({ places }: { places: readonly ChoiceView[] }) {
  if (places.length === 0) return <span className="text-ink-3">None</span>;
  const more = places.length - SHOWN;
  return (
    <span className="mono text-[12px] leading-[18px] [overflow-wrap:anywhere]">
      {places
        .slice(0, SHOWN)
        .map(({ label }) => label)
        .join(', ')}
      {more > 0 && <span className="font-sans text-ink-3"> and {more} more</span>}
    </span>
  );
}

function Actions({ of: account, open }: { of: ServiceAccountView; open: Open }) {
  const { userId, isActive } = account;
  return (
    <span className="-my-[3px] flex justify-end cards:-mx-2 cards:my-0 cards:justify-start">
      <WordButton icon="pencil" word="Edit" label={`Edit ${userId}`} onClick={() => open({ kind: 'edit', account })} />
      <Menu trigger={<IconButton icon="dots" label={`More for ${userId}`} className="cards:ml-auto" />}>
        <MenuItem icon="pencil" onSelect={() => open({ kind: 'edit', account })}>
          Edit
        </MenuItem>
        <MenuSeparator />
        {isActive ? (
          <MenuItem icon="ban" danger onSelect={() => open({ kind: 'deactivate', account })}>
            Deactivate
          </MenuItem>
        ) : (
          <MenuItem icon="bolt" onSelect={() => open({ kind: 'reactivate', account })}>
            Reactivate
          </MenuItem>
        )}
      </Menu>
    </span>
  );
}
