import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { parseListPlace } from '@/lib/kernel/list-place';
import { searchText } from '@/lib/kernel/search-text';
import { findDeskView } from '@/lib/keys/find-desk-view';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { KeyDesk } from './_components/key-desk';
import { deskActions } from './desk-actions';

export const metadata: Metadata = { title: 'API Keys' };

type Props = PageProps<'/admin/api-keys'>;

/** Keys that belong to no person. For company administrators; for everybody else there is no such page. */
export default async function ApiKeysPage({ searchParams }: Props) {
  const { actor, companyName } = await requireSession();
  const { tab, q, group, after, before } = await searchParams;
  const [query, groupId] = [searchText(q), searchText(group)];
  const place = parseListPlace({ after, before }, 2);
  const view = await findDeskView(await requestContext(actor), { tab: searchText(tab), query, groupId, place });
  if (view === null) notFound();
  const parameters = {
    ...(view.tab === null ? {} : { tab: view.tab }),
    ...(query === '' ? {} : { q: query }),
    ...(groupId === '' ? {} : { group: groupId }),
  };
  return <KeyDesk companyName={companyName} view={view} parameters={parameters} actions={deskActions} />;
}
