import type { Instant } from '@/lib/kernel/instant';

/** A tenant or a virtual server, as it is named. */
export type PlaceName = { id: string; slug: string; name: string };

export type ReachedServer = PlaceName & { tenantId: string };

/** A service account with what its keys reach. */
export type ServiceAccountRecord = {
  id: string;
  userId: string;
  name: string;
  createdAt: Instant;
  deactivatedAt: Instant | null;
  /** Counts the changes of the row. */
  version: number;
  tenants: PlaceName[];
  virtualServers: ReachedServer[];
  /** Keys not deleted, counted up to `MOST_COUNTED + 1`. */
  keys: number;
};

export type TenantRecord = PlaceName & {
  version: number;
  createdAt: Instant;
  virtualServers: number;
  serviceAccounts: number;
};

export type VirtualServerRecord = PlaceName & { version: number; createdAt: Instant; serviceAccounts: number };

export type ChangedAccount = { id: string; userId: string };
export type ChangedPlace = { id: string; name: string };
