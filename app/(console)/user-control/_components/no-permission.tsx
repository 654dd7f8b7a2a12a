import { NoPermissionArt } from '@/components/keys/key-art';
import { EmptyState } from '@/components/ui/empty-state';
import type { OwnRequestView } from '@/lib/access/view';
import { CardPage } from './card-page';
import { type Contact, Contacts } from './contacts';
import { type AccessActions, RequestAccess } from './request-access';

type NoPermissionProps = {
  /** The primary contact first, then the company's administrators. */
  contacts: Contact[];
  helpDesk: string | null;
  own: OwnRequestView;
  actions: AccessActions;
};

/** The page of somebody without key management: why, and who can change it. */
export function NoPermission({ contacts, helpDesk, own, actions }: NoPermissionProps) {
  return (
    <CardPage helpDesk={helpDesk}>
      <EmptyState
        art={<NoPermissionArt />}
        title="You need permission to manage keys"
        action={<RequestAccess own={own} actions={actions} />}
        more={contacts.length > 0 && <Contacts contacts={contacts} />}
      >
        Please contact your primary contact or a company administrator for assistance. Key management is free of charge.
      </EmptyState>
    </CardPage>
  );
}
