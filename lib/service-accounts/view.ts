import type { TimeText } from '@/lib/kernel/time-text';

/** What pages show of service accounts, tenants and virtual servers. Every word and time is made on the server. */

/** Something that can be chosen: its id, the word by which gateways know it, and its name. */
export type ChoiceView = { id: string; label: string; detail: string };

/** A virtual server brings its tenant along. */
export type ServerChoiceView = ChoiceView & { tenant: ChoiceView };

export type ServiceAccountView = {
  id: string;
  version: number;
  userId: string;
  name: string;
  isActive: boolean;
  state: { label: string; tone: 'ok' | 'idle'; mark: 'dot' | 'half' };
  /** "since Nov 18", of one that is deactivated. */
  deactivated: TimeText | null;
  created: TimeText;
  tenants: ChoiceView[];
  virtualServers: (ChoiceView & { tenantId: string })[];
  /** "3 keys" */
  keys: string;
};

export type ServiceAccountListView = {
  accounts: ServiceAccountView[];
  previous: string | null;
  next: string | null;
  /** "18 service accounts" */
  count: string;
};

export type TenantView = {
  id: string;
  version: number;
  slug: string;
  name: string;
  /** "2 virtual servers" */
  virtualServers: string;
  /** "3 service accounts" */
  serviceAccounts: string;
  created: TimeText;
};

export type TenantListView = { tenants: TenantView[]; previous: string | null; next: string | null };

export type VirtualServerView = Omit<TenantView, 'virtualServers'>;

export type TenantPageView = {
  tenant: TenantView;
  virtualServers: VirtualServerView[];
  previous: string | null;
  next: string | null;
};
