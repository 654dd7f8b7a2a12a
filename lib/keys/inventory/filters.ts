/** What the list of all keys can be narrowed to, as its address says it. Every choice is a link that can be sent on. */
export const FILTERS = {
  status: ['active', 'disabled', 'expired', 'owner-inactive', 'mfa-required'],
  owner: ['user', 'service-account', 'company'],
  access: ['full', 'selected'],
  /** `idle`: not used, or not issued anew, for more than 45 days. */
  use: ['never', 'idle'],
  /** Within 30 days: by date, or by disuse where that comes first. */
  expires: ['soon', 'unused'],
  ip: ['none'],
  mfa: ['off'],
} as const;

export type FilterName = keyof typeof FILTERS;
type Choice<N extends FilterName> = (typeof FILTERS)[N][number];

/** null = not narrowed by it. */
export type KeyFilters = { search: string | null } & { [N in FilterName]: Choice<N> | null };

export const NO_FILTERS: KeyFilters = {
  search: null,
  status: null,
  owner: null,
  access: null,
  use: null,
  expires: null,
  ip: null,
  mfa: null,
};

export const SORTS = ['name', 'created', 'expires', 'used'] as const;
export type KeySort = { by: (typeof SORTS)[number]; isDescending: boolean };

/** What ends first is looked at first. */
export const DEFAULT_SORT: KeySort = { by: 'expires', isDescending: false };

type Parameters = Readonly<Record<string, string | string[] | undefined>>;

const LONGEST_SEARCH = 200;

/** Reads an address. What it does not know is left out. */
export function parseFilters(parameters: Parameters): KeyFilters {
  const choice = <N extends FilterName>(name: N): Choice<N> | null =>
    FILTERS[name].find((known): known is Choice<N> => known === parameters[name]) ?? null;
  return {
    search: parseSearch(parameters['q']),
    status: choice('status'),
    owner: choice('owner'),
    access: choice('access'),
    use: choice('use'),
    expires: choice('expires'),
    ip: choice('ip'),
    mfa: choice('mfa'),
  };
}

function parseSearch(given: Parameters[string]): string | null {
  if (typeof given !== 'string') return null;
  // PostgreSQL refuses NUL in text, and lines are searched one by one.
  const text = given
    .replaceAll(/[\0\n]/g, '')
    .trim()
    .slice(0, LONGEST_SEARCH);
  return text === '' ? null : text;
}

/** `name`, or `-name` for the other way round. */
export function parseSort(given: Parameters[string]): KeySort {
  if (typeof given !== 'string') return DEFAULT_SORT;
  const by = SORTS.find((known) => known === given.replace(/^-/, ''));
  return by === undefined ? DEFAULT_SORT : { by, isDescending: given.startsWith('-') };
}

/** The parameters of an address that `parseFilters` reads as these filters. */
export function filterParameters(filters: KeyFilters): Record<string, string> {
  const { search, ...choices } = filters;
  const entries = Object.entries({ q: search, ...choices });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, NonNullable<(typeof entry)[1]>] => entry[1] !== null),
  );
}

export function sortParameter({ by, isDescending }: KeySort): string {
  return `${isDescending ? '-' : ''}${by}`;
}
