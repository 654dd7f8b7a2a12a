import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { PageFoot } from '@/components/keys/page-foot';
import { Pager } from '@/components/lists/pager';
import { buttonClass } from '@/components/ui/button-class';
import { Icon } from '@/components/ui/icon';
import { PageHeader } from '@/components/ui/page-header';
import { awaitedLater } from '@/lib/kernel/awaited-later';
import { filterParameters, parseFilters, parseSort, sortParameter } from '@/lib/keys/inventory/filters';
import { presentBulkProcess, presentCounted, presentInventory } from '@/lib/keys/inventory/present';
import { findBulkProcesses, findInventory } from '@/lib/keys/inventory/queries';
import type { CountedView } from '@/lib/keys/inventory/view';
import { findWithCalls } from '@/lib/usage/find-with-calls';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { BulkProgress } from '../_components/bulk-progress';
import { CompanyUsage, CompanyUsageSkeleton } from '../_components/company-usage';
import { Inventory } from '../_components/inventory';
import { InventoryToolbar } from '../_components/inventory-toolbar';
import { PostureCards, PostureSkeleton } from '../_components/posture-cards';
import { inventoryActions } from '../inventory-actions';

export const metadata: Metadata = { title: 'Key inventory' };

type Props = PageProps<'/admin/keys'>;

/** Every key of the company. For company administrators; for everybody else there is no such page. */
export default async function InventoryPage({ searchParams }: Props) {
  const { actor, companyName } = await requireSession();
  const given = await searchParams;
  const [filters, sort] = [parseFilters(given), parseSort(given['sort'])];
  const ctx = await requestContext(actor);
  const [inventory, processes] = await Promise.all([findInventory(ctx, filters, sort, given), findBulkProcesses(ctx)]);
  if (inventory === null) notFound();
  const listed = presentInventory(inventory, filters);
  const keys = await findWithCalls(ctx, listed.keys, inventory.reading.timeZone, 'ADMINISTRATOR');
  const view = { ...listed, keys };
  const counted = awaitedLater(presentCounted(inventory));
  const narrowed = filterParameters(filters);
  const parameters = given['sort'] === undefined ? narrowed : { ...narrowed, sort: sortParameter(sort) };
  const query = new URLSearchParams(parameters).toString();
  return (
    <>
      <PageHeader
        crumbs={[{ label: companyName }, { label: 'Security' }, { label: 'Key inventory' }]}
        title="Key inventory"
        action={
          <a href={`/admin/keys/export?${query}`} download className={buttonClass()}>
            <Icon name="download" className="-ml-0.5 text-ink-3" />
            Export CSV
          </a>
        }
      >
        Every key of the company, whoever owns it.
      </PageHeader>
      <Suspense fallback={<PostureSkeleton />}>
        <PostureCards counted={counted} parameters={parameters} />
      </Suspense>
      <Suspense fallback={<CompanyUsageSkeleton />}>
        <CompanyUsage actor={actor} />
      </Suspense>
      <BulkProgress processes={processes.map(presentBulkProcess)} cancel={inventoryActions.cancel} />
      <InventoryToolbar
        parameters={parameters}
        count={
          <Suspense>
            <Count of={counted} />
          </Suspense>
        }
      />
      <Inventory
        key={`${query}/${JSON.stringify(given['after'] ?? given['before'] ?? null)}`}
        view={view}
        counted={counted}
        parameters={parameters}
        sort={sort}
        actions={inventoryActions}
      />
      <Pager page={view} path="/admin/keys" parameters={parameters} />
      <PageFoot helpDesk={view.helpDesk} tip={false} />
    </>
  );
}

async function Count({ of: counted }: { of: Promise<CountedView> }) {
  return (await counted).count;
}
