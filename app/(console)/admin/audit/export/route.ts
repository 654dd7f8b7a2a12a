import { parseAuditQuery } from '@/lib/audit/audit-query';
import { exportAudit } from '@/lib/audit/commands/export-audit';
import { exportResponse } from '@/lib/web/export-response';
import { requestContext } from '@/lib/web/request-context';
import { currentSession } from '@/lib/web/session';

const TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson; charset=utf-8' } as const;

/** The audit as a file, with the filters of the page. A POST, since it leaves an entry in the audit. */
export async function POST(request: Request): Promise<Response> {
  const session = await currentSession();
  if (session === null) return nothingHere();
  const form = await request.formData().catch(() => null);
  if (form === null) return new Response('This form did not arrive whole.', { status: 400 });
  const fields = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  const format = fields['format'] === 'ndjson' ? 'ndjson' : 'csv';
  const ctx = await requestContext(session.actor);
  const reading = { readerZone: session.timeZone, companyZone: session.companyTimeZone };
  const lines = await exportAudit(ctx, parseAuditQuery(fields), format, reading);
  return lines === null ? nothingHere() : exportResponse(`audit.${format}`, TYPES[format], lines);
}

const nothingHere = () => new Response('There is nothing here, or it is not yours to see.', { status: 404 });
