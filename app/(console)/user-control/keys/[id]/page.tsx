import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { parsePlace, presentHistory } from '@/lib/audit/present';
import { findKeyHistory, findLastOfKey } from '@/lib/audit/queries';
import { presentKeyDetail } from '@/lib/keys/present-detail';
import { ownReading, presentKeyPage } from '@/lib/keys/present-page';
import { findOwnKeys } from '@/lib/keys/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { deleteKeyAndLeaveAction } from '../../actions';
import { ownKeyActions } from '../../own-key-actions';
import { KeyPage } from './_components/key-page';
import { ownKey } from './own-key';

export const metadata: Metadata = { title: 'API key' };

const actions = { ...ownKeyActions, remove: deleteKeyAndLeaveAction };

type Props = PageProps<'/user-control/keys/[id]'>;

/** Everything about one of the signed-in person's keys. Anybody else's is not there. */
export default async function KeyDetailPage({ params, searchParams }: Props) {
  const { actor } = await requireSession();
  const { id } = await params;
  const before = parsePlace((await searchParams)['before']);
  const key = await ownKey(id);
  if (key === null) notFound();
  const ctx = await requestContext(actor);
  const [own, history, switchedOnAt] = await Promise.all([
    findOwnKeys(ctx),
    findKeyHistory(ctx, id, before),
    findLastOfKey(ctx, id, ['key.generated', 'key.activated', 'key.regenerated']),
  ]);
  const reading = { readerId: actor.id, readerZone: own.readerZone, companyZone: own.timeZone };
  return (
    <KeyPage
      detail={presentKeyDetail(key, ownReading(own, actor), switchedOnAt)}
      history={presentHistory(history, before, reading)}
      view={presentKeyPage(own, actor)}
      actions={actions}
    />
  );
}
