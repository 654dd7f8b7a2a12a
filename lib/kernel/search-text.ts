import { isPrintable } from './text';

const LONGEST = 200;

/** What is looked for, as an address carries it; nothing for what no name can hold. */
export function searchText(parameter: string | string[] | null | undefined): string {
  if (typeof parameter !== 'string') return '';
  const text = parameter.trim();
  return text.length <= LONGEST && isPrintable(text) ? text : '';
}
