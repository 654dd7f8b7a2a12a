import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Pager } from '@/components/lists/pager';
import { PageHeader } from '@/components/ui/page-header';
import { findAudit } from '@/lib/audit/audit-queries';
import { auditParameters, parseAuditQuery } from '@/lib/audit/audit-query';
import { findChainCheck } from '@/lib/audit/chain-check';
import { presentAudit, presentChainCheck } from '@/lib/audit/present-audit';
import { parseListPlace } from '@/lib/kernel/list-place';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { AuditFilters } from './_components/audit-filters';
import { AuditLog } from './_components/audit-log';
import { ExportButtons } from './_components/export-buttons';

export const metadata: Metadata = { title: 'Audit' };

const PATH = '/admin/audit';

/** Everything that happened in the company. For its administrators; for everybody else there is no such page. */
export default async function AuditPage({ searchParams }: PageProps<'/admin/audit'>) {
  const { actor, companyName, companyTimeZone, timeZone } = await requireSession();
  const address = await searchParams;
  const query = parseAuditQuery(address);
  const ctx = await requestContext(actor);
  const page = await findAudit(ctx, query, parseListPlace(address, 1), timeZone);
  if (page === null) notFound();
  const now = ctx.clock.now();
  const audit = presentAudit(page, query, { now, readerZone: timeZone, companyZone: companyTimeZone });
  const parameters = auditParameters(query);
  const badge = presentChainCheck(await findChainCheck(ctx, query), now, timeZone);
  const owner = query.of === '' ? companyName : 'Installation';
  return (
    <>
      <PageHeader
        crumbs={[{ label: owner }, { label: 'Activity' }, { label: 'Audit' }]}
        title={query.of === '' ? 'Audit' : 'Audit of the installation'}
        action={<ExportButtons path={`${PATH}/export`} parameters={parameters} />}
      >
        Who changed what, for whom, when and from where. Entries are never edited or removed.
      </PageHeader>
      <AuditFilters path={PATH} parameters={parameters} filters={audit.filters} period={audit.period} badge={badge} />
      <AuditLog
        days={audit.days}
        note={audit.note}
        isFiltered={Object.keys(parameters).some((name) => name !== 'of')}
      />
      <Pager
        page={audit}
        path={PATH}
        parameters={parameters}
        labels={{ previous: 'Newer entries', next: 'Older entries' }}
      />
    </>
  );
}
