/**
 * A place in a list that is read page by page: which way on from a row, and that row's sort values, the last of which is
 * unique. Pages are found by comparing with those values and not by counting, so that the hundredth costs what the first does.
 */
export type ListPlace = { way: 'after' | 'before'; values: readonly string[] };

export type ListPage<T> = {
  rows: T[];
  /** For the address of the page before and after; null where there is none. */
  previous: string | null;
  next: string | null;
};

/** Of every list with pages: about what two screens hold. Twice as many take twice as long to make, and nobody reads them. */
export const ROWS_ON_PAGE = 25;

type Parameter = string | string[] | undefined;

const LONGEST = 1_000;

/** The place that `?after=` or `?before=` names; null for the first page, and for what names none. */
export function parseListPlace(
  parameters: { after?: Parameter; before?: Parameter },
  length: number,
): ListPlace | null {
  const { after, before } = parameters;
  const values = readValues(after ?? before, length);
  return values === null ? null : { way: after === undefined ? 'before' : 'after', values };
}

/**
 * Makes a page of what was found on the way from `place`, nearest first.
 *
 * @param found up to one more than `size`: that one says that there is more on that way, and is not shown
 */
export function takePage<T>(
  found: readonly T[],
  size: number,
  place: ListPlace | null,
  valuesOf: (row: T) => readonly string[],
): ListPage<T> {
  const isBackwards = place?.way === 'before';
  const hasMore = found.length > size;
  const rows = isBackwards ? found.slice(0, size).reverse() : found.slice(0, size);
  const [first, last] = [rows[0], rows.at(-1)];
  // A page reached from another has that other one on its side.
  const hasPrevious = isBackwards ? hasMore : place !== null;
  const hasNext = isBackwards || hasMore;
  return {
    rows,
    previous: first !== undefined && hasPrevious ? placeText(valuesOf(first)) : null,
    next: last !== undefined && hasNext ? placeText(valuesOf(last)) : null,
  };
}

/** Values as an address carries them; commas separate, and are escaped within. */
function placeText(values: readonly string[]): string {
  return values.map(encodeURIComponent).join(',');
}

function readValues(text: Parameter, length: number): string[] | null {
  if (typeof text !== 'string' || text.length > LONGEST) return null;
  try {
    const values = text.split(',').map(decodeURIComponent);
    // PostgreSQL refuses NUL in text.
    return values.length === length && !text.includes('%00') && !text.includes('\0') ? values : null;
  } catch {
    return null;
  }
}
