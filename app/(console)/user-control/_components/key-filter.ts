import type { KeyView } from '@/lib/keys/view';

export type StatusTab = 'all' | 'active' | 'disabled' | 'expired';
export type KeyGroup = { id: string; name: string; keys: KeyView[] };

const NO_GROUP = { id: 'none', name: 'No group' };

/** The tab beside "All" that a key is under. A key waiting for MFA or its owner is under none: "All" shows it. */
function tabOf({ status }: KeyView): StatusTab {
  switch (status) {
    case 'ACTIVE':
      return 'active';
    case 'DISABLED':
      return 'disabled';
    case 'EXPIRED':
    case 'EXPIRED_INACTIVE':
      return 'expired';
    case 'MFA_REQUIRED':
    case 'OWNER_INACTIVE':
      return 'all';
  }
}

/** Keys under a tab whose name, description or Access Key contains `query`, in any case. */
export function filterKeys(keys: KeyView[], tab: StatusTab, query: string): KeyView[] {
  const wanted = query.trim().toLocaleLowerCase();
  return keys.filter((key) => {
    if (tab !== 'all' && tabOf(key) !== tab) return false;
    return [key.name, key.description ?? '', key.accessKey].some((text) => text.toLocaleLowerCase().includes(wanted));
  });
}

export function countKeys(keys: KeyView[], tab: StatusTab): number {
  return filterKeys(keys, tab, '').length;
}

/** Groups in the order in which their first key stands; the keys without one come last. */
export function groupKeys(keys: KeyView[]): KeyGroup[] {
  const groups = new Map<string, KeyGroup>();
  for (const key of keys) {
    const { id, name } = key.group ?? NO_GROUP;
    const group = groups.get(id) ?? { id, name, keys: [] };
    group.keys.push(key);
    groups.set(id, group);
  }
  const ungrouped = groups.get(NO_GROUP.id);
  groups.delete(NO_GROUP.id);
  return ungrouped ? [...groups.values(), ungrouped] : [...groups.values()];
}
