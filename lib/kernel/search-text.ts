import { isPrintable } from './text';

/** What is longer is looked for nowhere. */
export const LONGEST_SEARCH = 200;

/** What is looked for, as an address carries it; nothing for what no name can hold. */
export function searchText(parameter: string | string[] | null | undefined): string {
  if (typeof parameter !== 'string') return '';
  const text = parameter.trim();
  return text.length <= LONGEST_SEARCH && isPrintable(text) ? text : '';
}
