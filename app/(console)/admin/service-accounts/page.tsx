import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { parseListPlace } from '@/lib/kernel/list-place';
import { searchText } from '@/lib/kernel/search-text';
import { presentAccounts } from '@/lib/service-accounts/present';
import { findServiceAccounts } from '@/lib/service-accounts/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { ServiceAccounts } from './_components/service-accounts';
import {
  addServiceAccountAction,
  deactivateServiceAccountAction,
  editServiceAccountAction,
  reactivateServiceAccountAction,
  stoppingKeysAction,
} from './actions';

export const metadata: Metadata = { title: 'Service accounts' };

const actions = {
  add: addServiceAccountAction,
  edit: editServiceAccountAction,
  deactivate: deactivateServiceAccountAction,
  reactivate: reactivateServiceAccountAction,
  stoppingKeys: stoppingKeysAction,
};

type Props = PageProps<'/admin/service-accounts'>;

/** Who owns keys without being a person. For company administrators; for everybody else there is no such page. */
export default async function ServiceAccountsPage({ searchParams }: Props) {
  const { actor, companyName, timeZone } = await requireSession();
  const { q, status, after, before } = await searchParams;
  const query = searchText(q);
  const isActive = status === 'active' ? true : status === 'deactivated' ? false : null;
  const found = await findServiceAccounts(
    await requestContext(actor),
    { query, isActive },
    parseListPlace({ after, before }, 1),
  );
  if (found === null) notFound();
  const parameters = {
    ...(query === '' ? {} : { q: query }),
    ...(isActive === null ? {} : { status: isActive ? 'active' : 'deactivated' }),
  };
  return (
    <ServiceAccounts
      companyName={companyName}
      list={presentAccounts(found, timeZone)}
      parameters={parameters}
      actions={actions}
    />
  );
}
