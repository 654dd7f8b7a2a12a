import { expect, test } from 'vitest';
import { withSection } from './results';

const BEFORE = '# Measured\n\nWords.\n\n## bench: verify\n\nold bench\n\n## soak: a\n\nold a\n';

test('a section takes the place of the one with its heading, and the others stay', () => {
  expect(withSection(BEFORE, '## soak: a', '## soak: a\n\nnew a')).toBe(
    '# Measured\n\nWords.\n\n## bench: verify\n\nold bench\n\n## soak: a\n\nnew a\n',
  );
});

test('a new one comes in order, and a heading that only begins alike is another', () => {
  const once = withSection(BEFORE, '## soak: ab', '## soak: ab\n\nnew');
  expect(once.match(/^## .*/gm)).toEqual(['## bench: verify', '## soak: a', '## soak: ab']);
  expect(withSection(once, '## soak: a', '## soak: a\n\nold a')).toBe(once);
});
