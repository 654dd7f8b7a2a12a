import { can } from '@/lib/authz/can';
import { type ListPage, type ListPlace, ROWS_ON_PAGE, takePage } from '@/lib/kernel/list-place';
import type { Ctx } from '@/lib/platform/context';
import { type CompanyRecord, listCompanies } from './store';

export type { CompanyRecord } from './store';

/** A page of the companies of the installation; null for whoever does not operate it. */
export async function findCompanies(
  ctx: Ctx,
  search: string,
  place: ListPlace | null,
): Promise<ListPage<CompanyRecord> | null> {
  if (!can(ctx.actor, { action: 'company.list' })) return null;
  const rows = await listCompanies(ctx.db, search, place, ROWS_ON_PAGE + 1);
  return takePage(rows, ROWS_ON_PAGE, place, ({ name, id }) => [name, id]);
}
