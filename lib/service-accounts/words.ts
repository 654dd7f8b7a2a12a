import type { Holding, ServiceAccountError, TenantError } from './errors';

type Words = { message: string; field?: string };

const NOTHING = 'There is nothing here, or it is not yours to see.';

export function serviceAccountErrorWords(error: ServiceAccountError): Words {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: NOTHING };
    case 'CONFLICT':
      return { message: 'This service account was changed elsewhere. You see it as it is now.' };
    case 'USER_ID_TAKEN':
      return { message: `There is a service account with the user ID “${error.userId}” already.`, field: 'userId' };
    case 'TENANT_GONE':
      return { message: 'A tenant that you chose was deleted meanwhile. Choose again.', field: 'tenants' };
    case 'VIRTUAL_SERVER_GONE':
      return {
        message: 'A virtual server that you chose was deleted meanwhile. Choose again.',
        field: 'virtualServers',
      };
  }
}

export function tenantErrorWords(error: TenantError): Words {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: NOTHING };
    case 'CONFLICT':
      return { message: 'This was changed elsewhere. You see it as it is now.' };
    case 'SLUG_TAKEN':
      return { message: `The slug “${error.slug}” is taken already.`, field: 'slug' };
    case 'IN_USE':
      return { message: inUse(error) };
  }
}

function inUse({ name, virtualServers, serviceAccounts }: Extract<TenantError, { code: 'IN_USE' }>): string {
  const holders = [
    holding(virtualServers, 'the virtual server', 'the virtual servers'),
    holding(serviceAccounts, 'the service account', 'the service accounts'),
  ].filter((text) => text !== null);
  return `${name} is still in use by ${holders.join(' and ')}. Take it away from there first.`;
}

/** `the virtual servers east-1, east-2 and 3 more`; null for nothing. */
function holding({ names, count }: Holding, one: string, many: string): string | null {
  if (count === 0) return null;
  const more = count - names.length;
  return `${count === 1 ? one : many} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
