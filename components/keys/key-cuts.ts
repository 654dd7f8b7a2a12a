const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CUTS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** The outline of the blade from the tip back to the bow. */
export function bladePath(accessKey: string): string {
  // The first cut is the one next to the bow, and the path comes from the tip.
  const fromTip = cutDepths(accessKey).toReversed();
  const cuts = fromTip.map((depth, cut) => {
    const tip = (31.5 - 2.75 * cut).toFixed(2);
    const heel = (29.4 - 2.75 * cut).toFixed(2);
    const y = (7.3 + 1.25 * depth).toFixed(2);
    return `L${tip} ${y}L${heel} ${y}`;
  });
  return `M9.2 4.5H31.2L33.4 6.7${cuts.join('')}L9.2 9.5z`;
}

/** How deep each of the eight cuts is, 0 to 4, from the 16 characters after the prefix of an Access Key. */
function cutDepths(accessKey: string): number[] {
  const code = accessKey.slice(accessKey.indexOf('_') + 1);
  const place = (position: number) => Math.max(0, ALPHABET.indexOf(code[position] ?? '0'));
  return CUTS.map((cut) => (3 * place(2 * cut) + place(2 * cut + 1)) % 5);
}
