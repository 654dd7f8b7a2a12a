import type { PeopleError } from '@/lib/accounts/errors';
import { fail, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';

type Scope = { companyId: string; personId: string };

/** A command about a person of the actor's own company, by the id that a form carries. */
export function onPerson<T>(command: (ctx: Ctx, scope: Scope) => Promise<Result<T, PeopleError>>) {
  return async (ctx: Ctx, { personId }: { personId: string }): Promise<Result<T, PeopleError>> =>
    ctx.actor.kind === 'person'
      ? command(ctx, { companyId: ctx.actor.companyId, personId })
      : fail({ code: 'NOT_FOUND' });
}
