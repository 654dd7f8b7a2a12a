import { type KeyFilters, NO_FILTERS } from './filters';

export type PostureName = 'all' | 'active' | 'soon' | 'unused' | 'mfa' | 'full' | 'ip';

/** What the cards on top of the inventory count: the list that each leads to. */
export const POSTURE: Record<PostureName, { filters: KeyFilters }> = {
  all: { filters: NO_FILTERS },
  active: { filters: { ...NO_FILTERS, status: 'active' } },
  soon: { filters: { ...NO_FILTERS, expires: 'soon' } },
  unused: { filters: { ...NO_FILTERS, expires: 'unused' } },
  mfa: { filters: { ...NO_FILTERS, mfa: 'off' } },
  full: { filters: { ...NO_FILTERS, status: 'active', access: 'full' } },
  ip: { filters: { ...NO_FILTERS, status: 'active', ip: 'none' } },
};
