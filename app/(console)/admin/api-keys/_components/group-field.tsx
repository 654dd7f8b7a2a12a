import { SelectField } from '@/components/ui/select-field';
import type { GroupChoice } from '@/lib/keys/desk-view';

type GroupFieldProps = { groups: readonly GroupChoice[]; initial: string; error: string | undefined };

/** One of the groups, or none. */
export function GroupField({ groups, initial, error }: GroupFieldProps) {
  return (
    <SelectField label="Group" name="groupId" defaultValue={initial} error={error}>
      <option value="">No group</option>
      {groups.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
