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
    changes: [...name(event), ...description(event)],
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
  const hasName = name(event).length > 0;
  const hasDescription = description(event).length > 0;
  if (hasName && hasDescription) return ['renamed ', KEY, ' and changed its description'];
  if (hasName) return ['renamed ', KEY];
  return hasDescription ? ['changed the description of ', KEY] : ['saved ', KEY, ' as it was'];
}

/** Only what is out of the ordinary: a key for servers says nothing of it. */
function audience({ after }: Told) {
  return text(after['audience']) === 'CLIENT' ? changeOf('Audience', null, 'Client') : [];
}
