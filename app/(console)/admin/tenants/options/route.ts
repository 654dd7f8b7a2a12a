import { presentChoice } from '@/lib/service-accounts/present';
import { findTenantChoices } from '@/lib/service-accounts/queries';
import type { ChoiceView } from '@/lib/service-accounts/view';
import { choicesResponse } from '@/lib/web/choices-response';

/** Tenants for a field that searches. */
export function GET(request: Request): Promise<Response> {
  return choicesResponse<ChoiceView>(request, async (ctx, query) => {
    const tenants = await findTenantChoices(ctx, query);
    return tenants?.map(presentChoice) ?? null;
  });
}
