import type { ReactNode } from 'react';
import { ActiveFilters } from './active-filters';
import { type FilterChoice, FilterMenu } from './filter-menu';
import type { ListParameters } from './list-address';
import { ListSearch } from './list-search';

/** One filter: the parameter that it sets, its button, its choices. */
export type ListFilter = { name: string; label: string; choices: readonly FilterChoice[] };

type ListToolbarProps = {
  path: string;
  parameters: ListParameters;
  /** What the search looks through. */
  searchLabel: string;
  menus: readonly ListFilter[];
  /** Set from elsewhere, such as cards: shown when set, without a button of their own. */
  more?: readonly ListFilter[];
  /** "28 keys" */
  count: ReactNode;
};

/** Search, filters and how much there is, all of it in the address. */
export function ListToolbar({ path, parameters, searchLabel, menus, more = [], count }: ListToolbarProps) {
  const active = [...menus, ...more].flatMap(({ name, label, choices }) => {
    const chosen = choices.find(({ value }) => value === parameters[name]);
    return chosen === undefined ? [] : [{ name, label: `${label}: ${lowerFirst(chosen.label)}` }];
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ListSearch label={searchLabel} path={path} parameters={parameters} className="w-62 max-md:w-full" />
      {menus.map((menu) => (
        <FilterMenu key={menu.name} {...menu} path={path} parameters={parameters} />
      ))}
      <ActiveFilters filters={active} path={path} parameters={parameters} />
      <p role="status" className="ml-auto text-xs text-ink-3">
        {count}
      </p>
    </div>
  );
}

/** "MFA required" keeps its capitals. */
function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
