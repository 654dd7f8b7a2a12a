import { exportInventory } from '@/lib/keys/inventory/export';
import { parseFilters, parseSort } from '@/lib/keys/inventory/filters';
import { exportResponse } from '@/lib/web/export-response';
import { requestContext } from '@/lib/web/request-context';
import { currentSession } from '@/lib/web/session';

/** The list as a file, with the same filters and in the same order. For everybody but administrators it is not there. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentSession();
  if (session === null) return new Response(null, { status: 404 });
  const parameters = Object.fromEntries(new URL(request.url).searchParams);
  const ctx = await requestContext(session.actor);
  const file = await exportInventory(ctx, parseFilters(parameters), parseSort(parameters['sort']));
  if (file === null) return new Response(null, { status: 404 });
  return exportResponse(file.name, 'text/csv; charset=utf-8', file.lines);
}
