import type { ReactNode } from 'react';
import type { ListParameters } from '@/components/lists/list-address';
import { type ListFilter, ListToolbar } from '@/components/lists/list-toolbar';

const PATH = '/admin/keys';

const MENUS: readonly ListFilter[] = [
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
const MORE: readonly ListFilter[] = [
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

/** Search and filters of the inventory. */
export function InventoryToolbar({ parameters, count }: { parameters: ListParameters; count: ReactNode }) {
  return (
    <ListToolbar
      path={PATH}
      parameters={parameters}
      searchLabel="Name, Access Key or owner"
      menus={MENUS}
      more={MORE}
      count={count}
    />
  );
}
