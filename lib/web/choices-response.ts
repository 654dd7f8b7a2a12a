import 'server-only';
import { searchText } from '@/lib/kernel/search-text';
import type { Ctx } from '@/lib/platform/context';
import { requestContext } from './request-context';
import { currentSession } from './session';

/** What a field that searches is answered: what can be chosen, best first. */
export type Choices<C> = { choices: C[] };

/**
 * Answers such a field. A GET, unlike an action: a letter more stops the search before it, and nothing waits in a queue. Who
 * may not see what is searched for is told that there is nothing here.
 *
 * @param find null for whoever may not
 */
export async function choicesResponse<C>(
  request: Request,
  find: (ctx: Ctx, query: string) => Promise<C[] | null>,
): Promise<Response> {
  const session = await currentSession();
  const query = searchText(new URL(request.url).searchParams.get('q'));
  const choices = session === null ? null : await find(await requestContext(session.actor), query);
  const headers = { 'Cache-Control': 'private, no-store' };
  if (choices === null)
    return new Response('There is nothing here, or it is not yours to see.', { status: 404, headers });
  return Response.json({ choices } satisfies Choices<C>, { headers });
}
