import { can } from '@/lib/authz/can';
import { findReadingFacts } from '@/lib/companies/reading-facts';
import type { Instant } from '@/lib/kernel/instant';
import { type ListPage, type ListPlace, ROWS_ON_PAGE, takePage } from '@/lib/kernel/list-place';
import { fail, ok, type Result } from '@/lib/kernel/result';
import type { Ctx } from '@/lib/platform/context';
import type { ProcessRecord } from '@/lib/processes/dto';
import { findRecentProcesses } from '@/lib/processes/queries';
import { PEOPLE_PROCESS } from './commands/change-people';
import type { ChangePeopleInput, PeopleFilter } from './directory-schemas';
import type { PeopleError } from './errors';
import {
  type ChangeCounts,
  countChange,
  countPeople,
  type DirectoryRow,
  findPersonRow,
  listPeople,
} from './store-directory';

export type { ChangeCounts, DirectoryRow } from './store-directory';

/** What is needed to show people: one reading of the clock, the reader and their zone. */
export type DirectoryReading = { now: Instant; readerZone: string; readerId: string };

export type DirectoryPage = {
  page: ListPage<DirectoryRow>;
  /** How many the filter finds, and how many there are; counted no further than 10,001. */
  found: number;
  all: number;
  reading: DirectoryReading;
};

const EVERYBODY: PeopleFilter = { q: '', keys: null, mfa: null, role: null, state: null };

/** A page of the company's people; null for whoever does not run it. */
export async function findPeople(
  ctx: Ctx,
  filter: PeopleFilter,
  place: ListPlace | null,
): Promise<DirectoryPage | null> {
  const scope = administratorScope(ctx);
  if (scope === null) return null;
  const { companyId } = scope;
  const [rows, found, all, { readerZone }] = await Promise.all([
    // One more than is shown tells whether there is another page.
    listPeople(ctx.db, companyId, filter, place, ROWS_ON_PAGE + 1),
    countPeople(ctx.db, companyId, filter),
    countPeople(ctx.db, companyId, EVERYBODY),
    findReadingFacts(ctx.db, scope),
  ]);
  return {
    page: takePage(rows, ROWS_ON_PAGE, place, (row) => [row.sortName, row.id]),
    found,
    all,
    reading: { now: ctx.clock.now(), readerZone, readerId: scope.personId },
  };
}

/** One person of the company; null for whoever does not run it, and where there is none. */
export async function findPerson(ctx: Ctx, personId: string): Promise<DirectoryRow | null> {
  const scope = administratorScope(ctx);
  return scope === null ? null : findPersonRow(ctx.db, { ...scope, personId });
}

/** The dry run of a change of several people. */
export async function previewPeopleChange(
  ctx: Ctx,
  { change, ...selection }: ChangePeopleInput,
): Promise<Result<ChangeCounts, PeopleError>> {
  const scope = administratorScope(ctx);
  if (scope === null) return fail({ code: 'NOT_FOUND' });
  return ok(await countChange(ctx.db, scope, change, selection, ctx.clock.now()));
}

/** Changes of many people that go on, or ended a moment ago. */
export async function findPeopleProcesses(ctx: Ctx): Promise<ProcessRecord[]> {
  return (await findRecentProcesses(ctx, [PEOPLE_PROCESS])).processes;
}

function administratorScope({ actor }: Ctx): { companyId: string; personId: string } | null {
  if (actor.kind !== 'person' || !can(actor, { action: 'person.list', companyId: actor.companyId })) return null;
  return { companyId: actor.companyId, personId: actor.id };
}
