import { ActiveFilters } from '@/components/lists/active-filters';
import { type FilterChoice, FilterMenu } from '@/components/lists/filter-menu';
import type { ListParameters } from '@/components/lists/list-address';
import { ListSearch } from '@/components/lists/list-search';

const PATH = '/admin/keys';

type Filter = { name: string; label: string; choices: readonly FilterChoice[] };

const MENUS: readonly Filter[] = [
  {
    name: 'status',
    label: 'Status',
    choices: [
      { value: 'active', label: 'Active' },
      { value: 'disabled', label: 'Disabled' },
      { value: 'expired', label: 'Expired' },
      { value: 'owner-inactive', label: 'Owner inactive' },
      { value: 'mfa-required', label: 'MFA required' },
    ],
  },
  {
    name: 'owner',
    label: 'Owner',
    choices: [
      { value: 'user', label: 'People' },
      { value: 'service-account', label: 'Service accounts' },
      { value: 'company', label: 'The company' },
    ],
  },
  {
    name: 'access',
    label: 'Access',
    choices: [
      { value: 'full', label: 'Full access' },
      { value: 'selected', label: 'Selected' },
    ],
  },
  {
    name: 'use',
    label: 'Use',
    choices: [
      { value: 'never', label: 'Never used' },
      { value: 'idle', label: 'Idle for more than 45 days' },
    ],
  },
];

/** What the cards set: shown when it is set, and linkable like the others. */
const MORE: readonly Filter[] = [
  {
    name: 'expires',
    label: 'Expires',
    choices: [
      { value: 'soon', label: 'In 30 days' },
      { value: 'unused', label: 'Unused in 30 days' },
    ],
  },
  { name: 'mfa', label: 'Owner', choices: [{ value: 'off', label: 'Without MFA' }] },
  { name: 'ip', label: 'IP policy', choices: [{ value: 'none', label: 'None' }] },
];

/** Search and filters, all of them in the address. */
export function InventoryToolbar({ parameters, count }: { parameters: ListParameters; count: string }) {
  const active = [...MENUS, ...MORE].flatMap(({ name, label, choices }) => {
    const chosen = choices.find(({ value }) => value === parameters[name]);
    return chosen === undefined ? [] : [{ name, label: `${label}: ${lowerFirst(chosen.label)}` }];
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ListSearch
        label="Name, Access Key or owner"
        path={PATH}
        parameters={parameters}
        className="w-62 max-md:w-full"
      />
      {MENUS.map((menu) => (
        <FilterMenu key={menu.name} {...menu} path={PATH} parameters={parameters} />
      ))}
      <ActiveFilters filters={active} path={PATH} parameters={parameters} />
      <p role="status" className="ml-auto text-xs text-ink-3">
        {count}
      </p>
    </div>
  );
}

/** "MFA required" keeps its capitals. */
function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
