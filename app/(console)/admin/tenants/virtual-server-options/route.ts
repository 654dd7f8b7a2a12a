import { presentChoice } from '@/lib/service-accounts/present';
import { findServerChoices } from '@/lib/service-accounts/queries';
import type { ServerChoiceView } from '@/lib/service-accounts/view';
import { choicesResponse } from '@/lib/web/choices-response';

/** Virtual servers for a field that searches, each with the tenant that it brings along. */
export function GET(request: Request): Promise<Response> {
  return choicesResponse<ServerChoiceView>(request, async (ctx, query) => {
    const servers = await findServerChoices(ctx, query);
    return (
      servers?.map(({ tenant, ...server }) => ({ ...presentChoice(server), tenant: presentChoice(tenant) })) ?? null
    );
  });
}
