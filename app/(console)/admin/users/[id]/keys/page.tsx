import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { presentOthersKeyPage } from '@/lib/keys/present-page';
import { findWithCalls } from '@/lib/usage/find-with-calls';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { MaintainKeys } from './_components/maintain-keys';
import { othersKeyActions } from './others-key-actions';
import { personKeys } from './person-keys';

export const metadata: Metadata = { title: 'Maintain User API Keys' };

type Props = PageProps<'/admin/users/[id]/keys'>;

/** Somebody's keys, for the administrators of their company. */
export default async function PersonKeysPage({ params }: Props) {
  const { actor, companyName } = await requireSession();
  const { id } = await params;
  const others = await personKeys(id);
  if (others === null) notFound();
  const view = presentOthersKeyPage(others);
  const ctx = await requestContext(actor);
  const told = { ...view, keys: await findWithCalls(ctx, view.keys, others.timeZone, 'ADMINISTRATOR') };
  return <MaintainKeys personId={id} companyName={companyName} view={told} actions={othersKeyActions} />;
}
