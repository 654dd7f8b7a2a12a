import { PRESET_WORDS } from '@/lib/policy/preset-words';
import { changeOf, instantWords, text, textChange } from './changes';
import { named, PERSON, plain, type Tellers, type Told } from './telling';

const company = ({ before, after }: Told) => named(before['name'] ?? after['name'], 'the company');

/** A preset of this version by its name; another as it was written down. */
function presetLabel(preset: unknown): string | null {
  const word = text(preset);
  const known = Object.entries(PRESET_WORDS).find(([name]) => name === word);
  return known?.[1].label ?? word;
}

export const COMPANIES = {
  'installation.set_up': plain('bolt', 'set up the installation'),
  'installation.handed_on': plain('userplus', 'handed the operation of the installation on to ', PERSON),
  'setup_link.created': ({ after }, zone) => ({
    says: ['made a link to set up the installation'],
    icon: 'bolt',
    changes: changeOf('Good until', null, instantWords(after['expiresAt'], zone)),
  }),
  'company.created': (event) => ({
    says: ['added company ', company(event)],
    icon: 'globe',
    changes: [
      ...textChange('Slug', event, 'slug', true),
      ...textChange('Time zone', event, 'timeZone'),
      ...changeOf('Policy', null, presetLabel(event.after['preset'])),
    ],
  }),
  'company.edited': (event) => ({
    says: ['changed company ', company(event)],
    icon: 'pencil',
    changes: [...textChange('Name', event, 'name'), ...textChange('Help-desk text', event, 'helpDesk')],
  }),
  'company.deactivated': (event) => ({ says: ['deactivated company ', company(event)], icon: 'ban', changes: [] }),
  'company.reactivated': (event) => ({ says: ['reactivated company ', company(event)], icon: 'bolt', changes: [] }),
  'company.primary_contact_changed': plain('users', 'made ', PERSON, ' the primary contact'),
  'company.administrator_invited': (event) => ({
    says: ['invited the first administrator of company ', company(event), ' again'],
    icon: 'mail',
    changes: [],
  }),
} satisfies Tellers;
