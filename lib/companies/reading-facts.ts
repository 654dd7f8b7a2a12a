import type { Db } from '@/lib/platform/database';

/** What every page needs to know of who reads it. */
export type ReadingFacts = {
  /** The company's, in which periods and days are counted. */
  timeZone: string;
  /** In which the past is told: the reader's own, or else the company's. */
  readerZone: string;
  helpDesk: string | null;
};

/** One statement, where Prisma asks for the person and then for the company. @throws when there is no such person */
export async function findReadingFacts(
  db: Db,
  { companyId, personId }: { companyId: string; personId: string },
): Promise<ReadingFacts> {
  const [facts] = await db.$queryRaw<ReadingFacts[]>`
    SELECT c.time_zone AS "timeZone", coalesce(p.time_zone, c.time_zone) AS "readerZone", c.help_desk AS "helpDesk"
    FROM person p JOIN company c ON c.id = p.company_id WHERE p.company_id = ${companyId} AND p.id = ${personId}`;
  if (facts === undefined) throw new Error(`there is no reader ${personId} in ${companyId}`);
  return facts;
}
