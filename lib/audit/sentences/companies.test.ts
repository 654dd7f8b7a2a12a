import { expect, test } from 'vitest';
import { COMPANIES } from './companies';

const told = (after: Record<string, unknown>) => ({ kind: 'told', before: {}, after, isOwn: false });

test.each([
  ['THALES', 'Thales'],
  ['DEFAULT', 'Keydesk default'],
  ['OF_A_LATER_VERSION', 'OF_A_LATER_VERSION'],
])('a company added with the preset %s is told with the policy “%s”', (preset, label) => {
  const { changes } = COMPANIES['company.created'](told({ name: 'Fabrikam', preset }));
  expect(changes).toContainEqual({ label: 'Policy', from: null, to: label, isCode: false });
});
