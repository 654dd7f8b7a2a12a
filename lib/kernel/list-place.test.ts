import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseListPlace, takePage } from './list-place';

const valuesOf = (row: number) => [String(row), `id,${row}%`];
const ALL = Array.from({ length: 23 }, (_, index) => index);

/** What a store does: nearest first on the way from the place, one more than a page. */
function find(place: ReturnType<typeof parseListPlace>, size: number): number[] {
  const at = place === null ? -1 : Number(place.values[0]);
  const onTheWay = place?.way === 'before' ? ALL.filter((row) => row < at).reverse() : ALL.filter((row) => row > at);
  return onTheWay.slice(0, size + 1);
}

function page(parameters: { after?: string; before?: string }, size: number) {
  const place = parseListPlace(parameters, 2);
  return takePage(find(place, size), size, place, valuesOf);
}

test('forwards to the end and back again, every row is met once each way, whatever the size of a page', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), (size) => {
      const pages = [page({}, size)];
      for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null) {
        pages.push(page({ after: next }, size));
      }
      expect(pages.flatMap(({ rows }) => rows)).toEqual(ALL);
      expect(pages[0]?.previous).toBeNull();
      const back = [pages.at(-1)];
      for (let previous = back[0]?.previous ?? null; previous !== null; previous = back.at(-1)?.previous ?? null) {
        back.push(page({ before: previous }, size));
      }
      expect(back.reverse().flatMap((one) => one?.rows ?? [])).toEqual(ALL);
      expect(back[0]?.previous).toBeNull();
    }),
  );
});

test('a page beyond the end is empty and leads nowhere', () => {
  expect(page({ after: '22,x' }, 5)).toEqual({ rows: [], previous: null, next: null });
});

describe('an address that names no place is the first page:', () => {
  test.each([
    ['nothing', {}],
    ['too few values', { after: 'a' }],
    ['too many', { after: 'a,b,c' }],
    ['a broken escape', { after: '%,b' }],
    ['a NUL', { after: '%00,b' }],
    ['twice the same', { after: ['a,b', 'c,d'] }],
    ['more than an address holds', { after: `${'a'.repeat(1_000)},b` }],
  ])('%s', (_, parameters) => {
    expect(parseListPlace(parameters, 2)).toBeNull();
  });
});
