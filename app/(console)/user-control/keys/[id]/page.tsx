import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { parsePlace, presentHistory } from '@/lib/audit/present';
import { findKeyHistory, findLastOfKey } from '@/lib/audit/queries';
import { presentKeyDetail } from '@/lib/keys/present-detail';
import { othersReading, ownReading, presentKeyPage, presentOthersKeyPage } from '@/lib/keys/present-page';
import { findOwnKeys } from '@/lib/keys/queries';
import { presentKeyUsage } from '@/lib/usage/present';
import { findKeyUsage } from '@/lib/usage/queries';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { deleteOthersKeyAndLeaveAction } from '../../../admin/keys/actions';
import { othersKeyActions } from '../../../admin/users/[id]/keys/others-key-actions';
import { deleteKeyAndLeaveAction } from '../../actions';
import { ownKeyActions } from '../../own-key-actions';
import { KeyPage } from './_components/key-page';
import { othersKey, ownKey } from './own-key';

export const metadata: Metadata = { title: 'API key' };

const CHANGES_OF_SWITCH = ['key.generated', 'key.activated', 'key.regenerated'] as const;

type Props = PageProps<'/user-control/keys/[id]'>;

/** Everything about one key: one's own, or to an administrator any of the company's. To others it is not there. */
export default async function KeyDetailPage({ params, searchParams }: Props) {
  const { id } = await params;
  const before = parsePlace((await searchParams)['before']);
  const isOwn = (await ownKey(id)) !== null;
  if (!isOwn && (await othersKey(id)) === null) notFound();
  return isOwn ? <OwnKeyPage id={id} before={before} /> : <OthersKeyPage id={id} before={before} />;
}

type PartProps = { id: string; before: bigint | null };

async function OwnKeyPage({ id, before }: PartProps) {
  const { actor } = await requireSession();
  const key = await ownKey(id);
  if (key === null) notFound();
  const ctx = await requestContext(actor);
  const [own, usage, history, switchedOnAt] = await Promise.all([
    findOwnKeys(ctx),
    findKeyUsage(ctx, id),
    findKeyHistory(ctx, id, before),
    findLastOfKey(ctx, id, CHANGES_OF_SWITCH),
  ]);
  if (usage === null) notFound();
  const reading = { readerId: actor.id, readerZone: own.readerZone, companyZone: own.timeZone };
  return (
    <KeyPage
      detail={presentKeyDetail(key, ownReading(own, actor), switchedOnAt)}
      usage={presentKeyUsage(usage)}
      history={presentHistory(history, before, reading)}
      view={presentKeyPage(own, actor)}
      actions={{ ...ownKeyActions, remove: deleteKeyAndLeaveAction }}
    />
  );
}

async function OthersKeyPage({ id, before }: PartProps) {
  const { actor } = await requireSession();
  const found = await othersKey(id);
  if (found === null) notFound();
  const { key, others } = found;
  const ctx = await requestContext(actor);
  const [usage, history, switchedOnAt] = await Promise.all([
    findKeyUsage(ctx, id, 'ADMINISTRATOR'),
    findKeyHistory(ctx, id, before, 'ADMINISTRATOR'),
    findLastOfKey(ctx, id, CHANGES_OF_SWITCH, 'ADMINISTRATOR'),
  ]);
  if (usage === null) notFound();
  const reading = { readerId: actor.id, readerZone: others.readerZone, companyZone: others.timeZone };
  return (
    <KeyPage
      detail={presentKeyDetail(key, othersReading(others), switchedOnAt)}
      usage={presentKeyUsage(usage)}
      history={presentHistory(history, before, reading)}
      view={{ ...presentOthersKeyPage(others), mayGenerate: false }}
      actions={{ ...othersKeyActions, remove: deleteOthersKeyAndLeaveAction }}
      ownerName={others.owner.userId ?? others.owner.name}
    />
  );
}
