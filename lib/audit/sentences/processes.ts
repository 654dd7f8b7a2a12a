import { changeOf } from './changes';
import { named, type Tellers, type Told } from './telling';

export const PROCESSES = {
  'process.started': (event) => ({ says: ['started process ', kindOf(event)], icon: 'play', changes: parts(event) }),
  'process.canceled': (event) => ({ says: ['canceled process ', kindOf(event)], icon: 'ban', changes: parts(event) }),
} satisfies Tellers;

const kindOf = ({ before, after }: Told) => named(before['kind'] ?? after['kind'], 'of a kind unknown here');

/** How much there was to do, and how far it had come. */
function parts({ before, after }: Told) {
  return [
    ...changeOf('Parts', null, count(after['total'] ?? before['total'])),
    ...changeOf('Done', null, count(before['done'])),
  ];
}

function count(value: unknown): string | null {
  return typeof value === 'number' ? value.toLocaleString('en-US') : null;
}
