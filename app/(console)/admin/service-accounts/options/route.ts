import { findAccountChoices } from '@/lib/service-accounts/queries';
import type { ChoiceView } from '@/lib/service-accounts/view';
import { choicesResponse } from '@/lib/web/choices-response';

/** Service accounts for a field that searches. */
export function GET(request: Request): Promise<Response> {
  return choicesResponse<ChoiceView>(request, async (ctx, query) => {
    const accounts = await findAccountChoices(ctx, query);
    return accounts?.map(({ id, userId, name }) => ({ id, label: userId, detail: name })) ?? null;
  });
}
