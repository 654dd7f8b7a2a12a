import { Prisma } from '@/generated/prisma/client';
import { DAY, type Instant, plus, toIso } from '@/lib/kernel/instant';
import { nameKey } from '@/lib/kernel/text';
import type { FilterName, KeyFilters } from './filters';

/** What filters are read against: one company, one instant, and whether its policy asks for MFA. */
export type Judgement = { companyId: string; now: Instant; requiresMfa: boolean };

/** One thing that a key must be, said of a row of l (key_listing). */
export type Condition = {
  holds: Prisma.Sql;
  /** What follows for the date of the key: in the order of these the walk begins where the first can stand. */
  dates: Prisma.Sql | null;
};

const SOON_DAYS = 30;
const IDLE_DAYS = 45;

/** Of everything that is chosen but the search. */
export function conditionsOf(filters: KeyFilters, judgement: Judgement): Condition[] {
  const names = Object.keys(CONDITIONS) as FilterName[]; // the keys of a record of just these
  return names.flatMap((name) => {
    const choice = filters[name];
    return choice === null ? [] : [conditionOf(name, choice, judgement)];
  });
}

type Maker = (judgement: Judgement) => Condition;

function conditionOf(name: FilterName, choice: string, judgement: Judgement): Condition {
  const makers: Readonly<Record<string, Maker>> = CONDITIONS[name];
  const maker = makers[choice];
  if (maker === undefined) throw new RangeError(`no filter ${name}=${choice}`);
  return maker(judgement);
}

const at = (instant: Instant) => Prisma.sql`${toIso(instant)}::timestamptz`;
const plain = (holds: Prisma.Sql): Maker => {
  return () => ({ holds, dates: null });
};

/** Neither disabled nor over. */
const working = ({ now }: Judgement, more: Prisma.Sql): Condition => ({
  holds: Prisma.sql`l.ends_at > ${at(now)} AND NOT l.is_disabled AND ${more}`,
  dates: Prisma.sql`l.expires_at > ${at(now)}`,
});

/** The judgement of the verifier, in its order: `judgeStanding` in lib/keys/domain/verdict (a test holds them together). */
const STATUS: Record<NonNullable<KeyFilters['status']>, Maker> = {
  active: (judgement) =>
    working(
      judgement,
      judgement.requiresMfa
        ? Prisma.sql`NOT l.is_owner_inactive AND NOT l.lacks_mfa`
        : Prisma.sql`NOT l.is_owner_inactive`,
    ),
  disabled: plain(Prisma.sql`l.is_disabled`),
  expired: ({ now }) => ({ holds: Prisma.sql`l.ends_at <= ${at(now)} AND NOT l.is_disabled`, dates: null }),
  'owner-inactive': (judgement) => working(judgement, Prisma.sql`l.is_owner_inactive`),
  'mfa-required': (judgement) =>
    judgement.requiresMfa
      ? working(judgement, Prisma.sql`NOT l.is_owner_inactive AND l.lacks_mfa`)
      : { holds: Prisma.sql`false`, dates: null },
};

const CONDITIONS: { [N in FilterName]: Record<NonNullable<KeyFilters[N]>, Maker> } = {
  status: STATUS,
  owner: {
    user: plain(Prisma.sql`l.owner_kind = 'USER'`),
    'service-account': plain(Prisma.sql`l.owner_kind = 'SERVICE_ACCOUNT'`),
    company: plain(Prisma.sql`l.owner_kind = 'COMPANY'`),
  },
  access: { full: plain(Prisma.sql`l.access = 'FULL'`), selected: plain(Prisma.sql`l.access = 'SELECTED'`) },
  use: {
    never: plain(Prisma.sql`coalesce(l.last_used_at, '-infinity') = '-infinity'`),
    idle: ({ now }) => ({ holds: Prisma.sql`l.rested_from < ${at(plus(now, -IDLE_DAYS * DAY))}`, dates: null }),
  },
  expires: {
    soon: ({ now }) => {
      const dates = Prisma.sql`l.expires_at > ${at(now)} AND l.expires_at <= ${at(plus(now, SOON_DAYS * DAY))}`;
      return { holds: Prisma.sql`${dates} AND l.ends_at > ${at(now)}`, dates: null };
    },
    unused: ({ now }) => ({
      holds: Prisma.sql`l.inactive_from > ${at(now)} AND l.inactive_from <= ${at(plus(now, SOON_DAYS * DAY))}
        AND l.inactive_from < l.expires_at`,
      dates: Prisma.sql`l.expires_at > ${at(now)}`,
    }),
  },
  ip: { none: plain(Prisma.sql`NOT l.has_ip_policy`) },
  mfa: { off: plain(Prisma.sql`l.lacks_mfa`) },
};

/** Any part of the key's name, its Access Key in force, or its owner's name; of a service account the user ID too. */
export type Search = {
  /** Said of a row of l. */
  holds: Prisma.Sql;
  /** What tells how frequent it is: names of the company itself are not asked. */
  sampled: Prisma.Sql;
  /** Statements by index whose ids together are all keys of which it holds, and deleted ones. */
  arms: readonly Prisma.Sql[];
};

export function searchOf(search: string, { companyId }: Judgement): Search {
  const part = likePart(search);
  const name = likePart(nameKey(search));
  const isCompany = Prisma.sql`(SELECT c.name ILIKE ${part} FROM company c WHERE c.id = ${companyId})`;
  const owners = Prisma.sql`
    SELECT id FROM person WHERE company_id = ${companyId} AND name ILIKE ${part} UNION ALL
    SELECT id FROM service_account WHERE company_id = ${companyId} AND (user_id_key ILIKE ${part} OR name ILIKE ${part})
    UNION ALL SELECT ${companyId} WHERE ${isCompany}`;
  // Names of keys are folded further than those of people, which plain letters do not show.
  const isPlain = /^[ -~]*$/.test(search);
  const parts = [Prisma.sql`l.search LIKE ${name}`, ...(isPlain ? [] : [Prisma.sql`l.search LIKE lower(${part})`])];
  const holds = Prisma.sql`${Prisma.join(parts, ' OR ')} OR (l.owner_kind = 'COMPANY' AND ${isCompany})`;
  return {
    // Asked last: PostgreSQL takes the dearest condition last, and one that looks as cheap as a flag in any order.
    holds: Prisma.sql`CASE WHEN l.company_id = ${companyId} THEN ${holds} ELSE false END`,
    sampled: Prisma.sql`${Prisma.join(parts, ' OR ')}`,
    arms: [
      Prisma.sql`SELECT id FROM api_key WHERE company_id = ${companyId} AND name_key LIKE ${name} AND deleted_at IS NULL`,
      Prisma.sql`SELECT key_id FROM key_credential
        WHERE company_id = ${companyId} AND retired_at IS NULL AND access_key ILIKE ${part}`,
      Prisma.sql`SELECT k.id FROM (${owners}) AS owner (id) CROSS JOIN LATERAL (
        SELECT id FROM api_key WHERE company_id = ${companyId} AND owner_id = owner.id AND deleted_at IS NULL OFFSET 0) k`,
    ],
  };
}

/** A line each is searched, so that nothing is found across two of them. */
function likePart(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
