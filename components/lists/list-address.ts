/** The parameters of a list's address: search, filters, sort, and the place in it. */
export type ListParameters = Readonly<Record<string, string>>;

/**
 * The same list with some parameters changed; null takes one away. Whatever changes begins again at the first page, unless
 * the place itself is what changes.
 */
export function listAddress(
  path: string,
  parameters: ListParameters,
  changes: Readonly<Record<string, string | null>>,
): string {
  const { after: _after, before: _before, ...kept } = parameters;
  const next = Object.entries({ ...kept, ...changes }).filter((entry): entry is [string, string] => {
    const [, value] = entry;
    return value !== null && value !== '';
  });
  const query = new URLSearchParams(next).toString();
  return query === '' ? path : `${path}?${query}`;
}
