import { exportUsage, parseUsagePeriod } from '@/lib/usage/export';
import { exportResponse } from '@/lib/web/export-response';
import { requestContext } from '@/lib/web/request-context';
import { currentSession } from '@/lib/web/session';

/** Calls by key, hour and verdict as a file: of the days `from` to `to`. For everybody but administrators it is not there. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentSession();
  if (session === null) return new Response(null, { status: 404 });
  const parameters = Object.fromEntries(new URL(request.url).searchParams);
  const file = await exportUsage(await requestContext(session.actor), parseUsagePeriod(parameters));
  if (file === null) return new Response(null, { status: 404 });
  return exportResponse(file.name, 'text/csv; charset=utf-8', file.lines);
}
