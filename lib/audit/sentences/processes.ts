import { changeOf } from './changes';
import { named, type Tellers, type Told } from './telling';

export const PROCESSES = {
  'process.started': (event) => ({ says: ['started a process ', kindOf(event)], icon: 'play', changes: parts(event) }),
  'process.canceled': (event) => ({ says: ['canceled a process ', kindOf(event)], icon: 'ban', changes: parts(event) }),
} satisfies Tellers;

const KINDS: Readonly<Record<string, string>> = {
  'keys.disable': 'to disable keys',
  'keys.delete': 'to delete keys',
  'people.change': 'to change people',
};

const kindOf = ({ before, after }: Told) => {
  const kind = before['kind'] ?? after['kind'];
  return (typeof kind === 'string' ? KINDS[kind] : undefined) ?? named(kind, 'of a kind unknown here');
};

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
