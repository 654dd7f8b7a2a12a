import { expect, test } from 'vitest';
import { PROCESSES } from './processes';

test('a process is told by what it does, and one of a later version by its kind', () => {
  const says = (kind: string) =>
    PROCESSES['process.started']({ kind: 'process.started', before: {}, after: { kind }, isOwn: false }).says;
  expect(says('keys.disable')).toEqual(['started a process ', 'to disable keys']);
  expect(says('keys.later')).toEqual(['started a process ', { name: 'keys.later' }]);
});
