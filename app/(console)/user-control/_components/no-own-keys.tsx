import Link from 'next/link';
import { NoKeyArt } from '@/components/keys/key-art';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { CardPage } from './card-page';
import { type Contact, Contacts } from './contacts';

type NoOwnKeysProps = {
  companyName: string;
  /** Who owns the keys instead, "service accounts". */
  owners: string;
  /** Who is asked for one; null for a reader who can generate it. */
  contacts: readonly Contact[] | null;
  helpDesk: string | null;
};

/** The page of everybody where the policy lets no person own keys: who owns them, and where they are. */
export function NoOwnKeys({ companyName, owners, contacts, helpDesk }: NoOwnKeysProps) {
  const isAdministrator = contacts === null;
  return (
    <CardPage helpDesk={helpDesk}>
      <EmptyState
        art={<NoKeyArt />}
        title="People have no keys of their own here"
        action={
          isAdministrator && (
            <Link href="/admin/api-keys" className={buttonClass({ variant: 'primary' })}>
              Open API Keys
            </Link>
          )
        }
        more={contacts !== null && contacts.length > 0 && <Contacts contacts={contacts} />}
      >
        By the key policy of {companyName}, API keys belong to {owners}.{' '}
        {isAdministrator
          ? 'You generate and manage them under API Keys.'
          : 'A company administrator generates and manages them: write to one of these when a program of yours needs one.'}
      </EmptyState>
    </CardPage>
  );
}
