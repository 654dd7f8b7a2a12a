import { ActiveFilters } from '@/components/lists/active-filters';
import { type FilterChoice, FilterMenu } from '@/components/lists/filter-menu';
import type { ListParameters } from '@/components/lists/list-address';
import { ListSearch } from '@/components/lists/list-search';

const PATH = '/admin/users';

const FILTERS: { name: string; label: string; choices: readonly FilterChoice[] }[] = [
  {
    name: 'state',
    label: 'Status',
    choices: [
      { value: 'active', label: 'Active' },
      { value: 'invited', label: 'Invited' },
      { value: 'deactivated', label: 'Deactivated' },
    ],
  },
  {
    name: 'role',
    label: 'Role',
    choices: [
      { value: 'administrator', label: 'Administrator' },
      { value: 'member', label: 'Member' },
    ],
  },
  {
    name: 'keys',
    label: 'Key management',
    choices: [
      { value: 'granted', label: 'Granted' },
      { value: 'none', label: 'Not granted' },
    ],
  },
  {
    name: 'mfa',
    label: 'MFA',
    choices: [
      { value: 'on', label: 'On' },
      { value: 'off', label: 'Off' },
    ],
  },
];

/** Search and filters, all of them in the address. */
export function PeopleToolbar({ parameters, count }: { parameters: ListParameters; count: string }) {
  const active = FILTERS.flatMap(({ name, label, choices }) => {
    const chosen = choices.find(({ value }) => value === parameters[name]);
    return chosen === undefined ? [] : [{ name, label: `${label}: ${chosen.label.toLowerCase()}` }];
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ListSearch label="Name or e-mail" path={PATH} parameters={parameters} className="w-60 max-md:w-full" />
      {FILTERS.map((filter) => (
        <FilterMenu key={filter.name} {...filter} path={PATH} parameters={parameters} />
      ))}
      <ActiveFilters filters={active} path={PATH} parameters={parameters} />
      <p role="status" className="ml-auto text-xs text-ink-3">
        {count}
      </p>
    </div>
  );
}
