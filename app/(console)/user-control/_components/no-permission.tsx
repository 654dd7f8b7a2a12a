import { NoPermissionArt } from '@/components/keys/key-art';
import { Avatar } from '@/components/ui/avatar';
import { EmptyState } from '@/components/ui/empty-state';
import type { OwnRequestView } from '@/lib/access/view';
import { CardPage } from './card-page';
import { type AccessActions, RequestAccess } from './request-access';

type Contact = { name: string; role: string; email: string };

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

function Contacts({ contacts }: { contacts: Contact[] }) {
  return (
    <ul aria-label="People who can help" className="grid gap-3">
      {contacts.map(({ name, role, email }) => (
        <li key={email} className="grid grid-cols-[26px_minmax(0,1fr)] items-start gap-x-2.5">
          <Avatar name={name} className="mt-1.5" />
          <div className="min-w-0">
            <span className="block leading-[18px] font-medium text-ink">{name}</span>
            <span className="block text-xs text-ink-3">{role}</span>
            <a href={`mailto:${email}`} className="text-[12.5px] [overflow-wrap:anywhere]">
              {email}
            </a>
          </div>
        </li>
      ))}
    </ul>
  );
}
