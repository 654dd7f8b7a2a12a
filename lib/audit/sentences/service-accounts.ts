import { changeOf, textChange } from './changes';
import { named, plain, SERVICE_ACCOUNT, type Tellers, type Told } from './telling';

export const SERVICE_ACCOUNTS = {
  'service_account.created': (event) => ({
    says: ['added service account ', SERVICE_ACCOUNT],
    icon: 'bot',
    changes: account(event),
  }),
  'service_account.edited': (event) => ({
    says: ['changed service account ', SERVICE_ACCOUNT],
    icon: 'pencil',
    changes: account(event),
  }),
  'service_account.deactivated': plain('ban', 'deactivated service account ', SERVICE_ACCOUNT),
  'service_account.reactivated': plain('bolt', 'reactivated service account ', SERVICE_ACCOUNT),
  'tenant.created': (event) => ({ says: ['added tenant ', nameOf(event)], icon: 'globe', changes: slug(event) }),
  'tenant.renamed': (event) => ({ says: ['changed tenant ', nameOf(event)], icon: 'pencil', changes: place(event) }),
  'tenant.deleted': (event) => ({ says: ['deleted tenant ', nameOf(event)], icon: 'trash', changes: slug(event) }),
  'virtual_server.created': (event) => ({ says: server('added', event), icon: 'globe', changes: slug(event) }),
  'virtual_server.renamed': (event) => ({ says: server('changed', event), icon: 'pencil', changes: place(event) }),
  'virtual_server.deleted': (event) => ({ says: server('deleted', event), icon: 'trash', changes: slug(event) }),
} satisfies Tellers;

/** What it was called before, or is called now that it is new. */
const nameOf = ({ before, after }: Told) => named(before['name'] ?? after['name'], 'without a name');
const slug = (event: Told) => textChange('Slug', event, 'slug', true);
const place = (event: Told) => [...textChange('Name', event, 'name'), ...slug(event)];

function server(did: string, event: Told) {
  const tenant = event.before['tenant'] ?? event.after['tenant'];
  return [`${did} virtual server `, nameOf(event), ' of tenant ', named(tenant, 'without a name')];
}

function account(event: Told) {
  return [
    ...textChange('Name', event, 'name'),
    ...reach(event, 'Tenants', 'tenants'),
    ...reach(event, 'Virtual servers', 'virtualServers'),
  ];
}

function reach({ before, after }: Told, label: string, name: string) {
  return changeOf(label, list(before[name]), list(after[name]));
}

/** Slugs in a row; a list that is not there says nothing. */
function list(value: unknown): string | null {
  if (!Array.isArray(value)) return null;
  return value.length === 0 ? 'none' : value.join(', ');
}
