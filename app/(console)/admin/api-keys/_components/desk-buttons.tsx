import { Button } from '@/components/ui/button';
import type { DeskView } from '@/lib/keys/desk-view';
import type { OpenDesk } from './desk-dialog';

type DeskButtonsProps = { view: DeskView; group: string; open: OpenDesk };

/** One primary for each tab. What policy or its limit forbids is absent. */
export function DeskButtons({ view: { tab, newKey, hasGroups }, group, open }: DeskButtonsProps) {
  if (tab === 'service-accounts') {
    return (
      newKey && (
        <Button variant="primary" icon="plus" onClick={() => open({ kind: 'generate' })}>
          Generate API Key
        </Button>
      )
    );
  }
  const groupId = group === 'none' ? '' : group;
  return (
    <>
      {hasGroups && (
        <Button icon="folder" onClick={() => open({ kind: 'add-group' })}>
          Add group
        </Button>
      )}
      {newKey && (
        <Button variant="primary" icon="plus" onClick={() => open({ kind: 'add', groupId, isFixed: false })}>
          Add API key
        </Button>
      )}
    </>
  );
}
