import { Prisma } from '@/generated/prisma/client';

/** As much of a statement as decides on its name. */
type Statement = { sql: string; args: readonly unknown[] };

/** In a statement whose best plan depends on the values: it is planned for them each time. */
export const PLANNED_ANEW = Prisma.raw('/* planned for its values */');

/**
 * `LIMIT 26`, written into the statement: of a number that comes as a value PostgreSQL assumes a tenth of the table, takes a plan
 * for any values for far too dear, and plans each time.
 */
export function limitTo(rows: number): Prisma.Sql {
  if (!Number.isSafeInteger(rows) || rows < 0) throw new RangeError(`no number of rows: ${rows}`);
  return Prisma.raw(`LIMIT ${rows}`);
}

const UNNAMED = '';
/** Every connection keeps each of them in the server's memory. */
const MOST_NAMED = 300;
const MOST_SEEN = 1_000;

/**
 * Names the statements that a process asks again, with values: PostgreSQL then keeps them parsed, and planned where its estimates
 * say that a plan for any values does, both of which take longer than running most of ours. A statement asked only once is not
 * worth keeping, and texts that depend on how many values there are could be without number.
 *
 * @returns the name of a statement, or the empty name, which keeps nothing
 */
export function statementNames(mostNamed = MOST_NAMED): (statement: Statement) => string {
  const names = new Map<string, string>();
  const seenOnce = new Set<string>();
  return ({ sql, args }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (args.length === 0 || names.size >= mostNamed || sql.includes(PLANNED_ANEW.sql)) return UNNAMED;
    if (seenOnce.delete(sql)) {
      const name = `keydesk-${names.size + 1}`;
      names.set(sql, name);
      return name;
    }
    if (seenOnce.size >= MOST_SEEN) seenOnce.clear();
    seenOnce.add(sql);
    return UNNAMED;
  };
}
