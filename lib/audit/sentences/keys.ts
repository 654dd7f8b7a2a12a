import { changeOf, statusChange, statusWord, termsChange, text, textChange } from './changes';
import { KEY, named, type Piece, type Tellers, type Told } from './telling';

const accessKey = (event: Told) => textChange('Access Key', event, 'accessKey', true);
const name = (event: Told) => textChange('Name', event, 'name');
const description = (event: Told) => textChange('Description', event, 'description');

export const KEYS = {
  'key.generated': (event, zone) => ({
    says: ['generated ', KEY],
    icon: 'key',
    changes: [...accessKey(event), ...audience(event), ...termsChange(event, zone)],
  }),
  'key.disabled': (event) => ({ says: ['disabled ', KEY], icon: 'ban', changes: statusChange(event) }),
  'key.activated': (event) => ({ says: ['activated ', KEY], icon: 'bolt', changes: statusChange(event) }),
  'key.regenerated': (event, zone) => ({
    says: ['regenerated ', KEY],
    icon: 'refresh',
    changes: [...accessKey(event), ...statusChange(event), ...termsChange(event, zone)],
  }),
  'key.renewed': (event, zone) => ({ says: ['renewed ', KEY], icon: 'clock', changes: termsChange(event, zone) }),
  'key.edited': (event) => ({
    says: editSays(event),
    icon: 'pencil',
    changes: [...name(event), ...description(event), ...rateLimit(event)],
  }),
  'key.deleted': ({ before }) => ({
    says: ['deleted ', KEY],
    icon: 'trash',
    changes: changeOf('Status', statusWord(before['status']), 'Deleted'),
  }),
  'key.grouped': (event) => ({
    says: event.after['group'] === null ? ['took ', KEY, ' out of its group'] : ['moved ', KEY, ' to another group'],
    icon: 'rows',
    changes: textChange('Group', event, 'group'),
  }),
  'key_group.created': (event) => ({ says: ['added group ', group(event)], icon: 'rows', changes: [] }),
  'key_group.renamed': (event) => ({ says: ['renamed group ', group(event)], icon: 'rows', changes: name(event) }),
  'key_group.deleted': (event) => ({ says: ['deleted group ', group(event)], icon: 'trash', changes: [] }),
} satisfies Tellers;

const group = ({ before, after }: Told) => named(before['name'] ?? after['name'], 'of keys');

function editSays(event: Told): Piece[] {
  const others = [
    ...(description(event).length > 0 ? ['description'] : []),
    ...(rateLimit(event).length > 0 ? ['rate limit'] : []),
  ].join(' and ');
  if (name(event).length > 0)
    return others === '' ? ['renamed ', KEY] : ['renamed ', KEY, ` and changed its ${others}`];
  return others === '' ? ['saved ', KEY, ' as it was'] : [`changed the ${others} of `, KEY];
}

/** Told only where it was touched: the rows of other edits do not name it. */
function rateLimit({ before, after }: Told) {
  if (!('rateLimitPerMinute' in after)) return [];
  return changeOf('Rate limit', limitWords(before['rateLimitPerMinute']), limitWords(after['rateLimitPerMinute']));
}

function limitWords(value: unknown): string | null {
  if (value === null) return 'By policy';
  return typeof value === 'number' ? `${value.toLocaleString('en-US')} requests a minute` : null;
}

/** Only what is out of the ordinary: a key for servers says nothing of it. */
function audience({ after }: Told) {
  return text(after['audience']) === 'CLIENT' ? changeOf('Audience', null, 'Client') : [];
}
