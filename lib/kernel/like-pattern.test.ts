import { expect, test } from 'vitest';
import { likePattern } from './like-pattern';

test('wildcards in what is looked for are letters like any other', () => {
  expect(likePattern('ab')).toBe('%ab%');
  expect(likePattern('50%_\\')).toBe('%50\\%\\_\\\\%');
});
