import type { ListParameters } from '@/components/lists/list-address';
import { type ListFilter, ListToolbar } from '@/components/lists/list-toolbar';

const PATH = '/admin/users';

const FILTERS: readonly ListFilter[] = [
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

/** Search and filters of people. */
export function PeopleToolbar({ parameters, count }: { parameters: ListParameters; count: string }) {
  return <ListToolbar path={PATH} parameters={parameters} searchLabel="Name or e-mail" menus={FILTERS} count={count} />;
}
