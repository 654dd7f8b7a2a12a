import { type ActiveFilter, ActiveFilters } from '@/components/lists/active-filters';
import { FilterMenu } from '@/components/lists/filter-menu';
import type { ListParameters } from '@/components/lists/list-address';
import { ListSearch } from '@/components/lists/list-search';
import { EVENT_GROUPS } from '@/lib/audit/sentences';
import type { ChainBadgeView } from '@/lib/audit/view';
import { ChainBadge } from './chain-badge';
import { PeriodFilter } from './period-filter';
import { PersonFilter } from './person-filter';

type AuditFiltersProps = {
  path: string;
  parameters: ListParameters;
  filters: readonly ActiveFilter[];
  period: string;
  badge: ChainBadgeView | null;
};

const EVENTS = EVENT_GROUPS.map(({ value, label }) => ({ value, label }));

const WHO = [
  { value: 'me', label: 'You' },
  { value: 'keydesk', label: 'Keydesk itself' },
  { value: 'nobody', label: 'Nobody signed in' },
];

/** Search, filters, what is filtered by, and whether the chain holds. */
export function AuditFilters({ path, parameters, filters, period, badge }: AuditFiltersProps) {
  const place = { path, parameters };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ListSearch label="Person, key or event ID" {...place} className="w-60 max-md:w-full" />
      <PersonFilter label="Who" name="who" choices={WHO} field="Name or e-mail" {...place} />
      <PersonFilter
        label="For whom"
        name="for"
        choices={WHO.slice(0, 1)}
        field="Name, e-mail or service account"
        {...place}
      />
      <FilterMenu label="Event" name="event" choices={EVENTS} {...place} />
      <PeriodFilter label={period} {...place} />
      <ActiveFilters filters={filters} {...place} />
      {badge !== null && <ChainBadge of={badge} />}
    </div>
  );
}
