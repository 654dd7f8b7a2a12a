/** A pattern for LIKE that finds exactly this text anywhere: what is a wildcard there is not one here. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
