import { changeOf, text } from './changes';
import type { Tellers } from './telling';

export const EXPORTS = {
  'audit.exported': ({ after }) => ({
    says: [`exported the audit as ${after['format'] === 'ndjson' ? 'NDJSON' : 'CSV'}`],
    icon: 'download',
    changes: [
      ...changeOf('Search', null, text(after['search'])),
      ...changeOf('Who', null, text(after['who'])),
      ...changeOf('For whom', null, text(after['for'])),
      ...changeOf('Event', null, text(after['event'])),
      ...changeOf('From', null, text(after['from'])),
      ...changeOf('To', null, text(after['to'])),
    ],
  }),
} satisfies Tellers;
