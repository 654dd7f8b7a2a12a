/** Every refusal of a command about service accounts. */
export type ServiceAccountError =
  | { code: 'NOT_FOUND' }
  /** Changed elsewhere since the page was read. */
  | { code: 'CONFLICT' }
  | { code: 'USER_ID_TAKEN'; userId: string }
  /** A tenant or virtual server that was chosen is not there any more. */
  | { code: 'TENANT_GONE' }
  | { code: 'VIRTUAL_SERVER_GONE' };

/** What still hangs on a tenant or a virtual server: as much of it as a sentence names, and how much there is. */
export type Holding = { names: string[]; count: number };

/** Every refusal of a command about tenants and virtual servers. */
export type TenantError =
  | { code: 'NOT_FOUND' }
  | { code: 'CONFLICT' }
  | { code: 'SLUG_TAKEN'; slug: string }
  | { code: 'IN_USE'; name: string; virtualServers: Holding; serviceAccounts: Holding };
