/** Beyond this nobody reads the number, and counting would cost more than the page. */
export const MOST_COUNTED = 10_000;

/**
 * `1,234`, or `10,000+` for what was counted no further.
 *
 * @param count of at most `most + 1` rows: SELECT count(*) FROM (SELECT 1 … LIMIT 10001)
 */
export function countText(count: number, most = MOST_COUNTED): string {
  return count > most ? `${most.toLocaleString('en-US')}+` : count.toLocaleString('en-US');
}
