import type { Ctx } from '@/lib/platform/context';
import { type AuditedEvent, auditChain, resolveQuery, streamAudit } from '../audit-queries';
import type { AuditQuery } from '../audit-query';
import { type ExportFormat, exportHead, exportLine } from '../export-lines';
import { recordAudit } from '../record';
import { readHead } from '../store';

/** Times in the file are UTC; the period of the query is the reader's, dates of expiry the company's. */
export type ExportReading = { readerZone: string; companyZone: string };

/**
 * Everything that the query finds, newest first, as lines of a file; null for whoever may not read the audit. That it was
 * exported, by whom and with which filters, stands in the audit before the first line leaves.
 */
export async function exportAudit(
  ctx: Ctx,
  query: AuditQuery,
  format: ExportFormat,
  reading: ExportReading,
): Promise<AsyncGenerator<string> | null> {
  const chain = auditChain(ctx, query);
  if (chain === null) return null;
  const { filter } = await resolveQuery(ctx, chain, query, reading.readerZone);
  const newest = (await readHead(ctx.db, chain))?.seq ?? 0n;
  await recordExport(ctx, chain, query, format);
  return lines(streamAudit(ctx, filter, newest), format, reading);
}

async function recordExport(ctx: Ctx, chain: string, query: AuditQuery, format: ExportFormat): Promise<void> {
  const { q, who, event, from, to } = query;
  const asked = { search: q, who, for: query.for, event, from, to };
  const filters = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
  const now = ctx.clock.now();
  await ctx.db.$transaction((tx) =>
    recordAudit(tx, ctx, chain, now, { kind: 'audit.exported', after: { format, ...filters } }),
  );
}

async function* lines(
  batches: AsyncGenerator<AuditedEvent[]>,
  format: ExportFormat,
  { companyZone }: ExportReading,
): AsyncGenerator<string> {
  yield exportHead(format);
  for await (const batch of batches) for (const event of batch) yield exportLine(format, event, companyZone);
}
