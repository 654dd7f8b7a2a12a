import { Prisma } from '@/generated/prisma/client';
import { DAY, type Instant, plus, toIso } from '@/lib/kernel/instant';
import { nameKey } from '@/lib/kernel/text';
import type { FilterName, KeyFilters } from './filters';

/** What filters are read against: one company, one instant, and whether its policy asks for MFA. */
export type Judgement = { companyId: string; now: Instant; requiresMfa: boolean };

/**
 * One thing that a key must be. `holds` says it of a row of k (api_key), l (key_listing), p (person) and s (service_account);
 * `candidates` are statements by index whose ids together include every key of which it holds, for when these are few. Null
 * where no index knows better.
 */
export type Condition = {
  holds: Prisma.Sql;
  candidates: readonly Prisma.Sql[] | null;
  /** `holds` speaks of p or s. */
  asksOwner: boolean;
};

const SOON_DAYS = 30;
const IDLE_DAYS = 45;

export function conditionsOf(filters: KeyFilters, judgement: Judgement): Condition[] {
  const { search } = filters;
  const names = Object.keys(CONDITIONS) as FilterName[]; // the keys of a record of just these
  const chosen = names.flatMap((name) => {
    const choice = filters[name];
    return choice === null ? [] : [conditionOf(name, choice, judgement)];
  });
  return search === null ? chosen : [searchCondition(search, judgement), ...chosen];
}

type Maker = (judgement: Judgement) => Condition;

function conditionOf(name: FilterName, choice: string, judgement: Judgement): Condition {
  const makers: Readonly<Record<string, Maker>> = CONDITIONS[name];
  const maker = makers[choice];
  if (maker === undefined) throw new RangeError(`no filter ${name}=${choice}`);
  return maker(judgement);
}

const at = (instant: Instant) => Prisma.sql`${toIso(instant)}::timestamptz`;

/** Live keys of the company, by the indexes of api_key. */
const live = (companyId: string, more: Prisma.Sql) =>
  Prisma.sql`SELECT k.id FROM api_key k WHERE k.company_id = ${companyId} AND k.deleted_at IS NULL AND ${more}`;
const listed = (companyId: string, more: Prisma.Sql) =>
  Prisma.sql`SELECT l.key_id FROM key_listing l WHERE l.company_id = ${companyId} AND ${more}`;

const EXPIRES = Prisma.sql`coalesce(k.expires_at, 'infinity')`;
const LAST_USED = Prisma.sql`coalesce(l.last_used_at, '-infinity')`;
const IS_OWNER_INACTIVE = Prisma.sql`coalesce(p.deactivated_at, s.deactivated_at) IS NOT NULL`;
const LACKS_MFA = Prisma.sql`k.owner_kind = 'USER' AND p.mfa_enabled_at IS NULL`;
const isEnabled = Prisma.sql`k.disabled_at IS NULL`;
const isExpired = ({ now }: Judgement) =>
  Prisma.sql`(${EXPIRES} <= ${at(now)} OR (l.inactive_from IS NOT NULL AND l.inactive_from <= ${at(now)}))`;

const expiredCandidates = ({ companyId, now }: Judgement) => [
  live(companyId, Prisma.sql`k.expires_at <= ${at(now)}`),
  listed(companyId, Prisma.sql`l.inactive_from <= ${at(now)}`),
];
/** The keys of each of these owners, one owner after the other. @param owners a statement that answers `(id)` */
const ownedBy = (companyId: string, owners: Prisma.Sql) => Prisma.sql`
  SELECT k.id FROM (${owners}) AS owner (id) CROSS JOIN LATERAL (
    SELECT id FROM api_key WHERE company_id = ${companyId} AND owner_id = owner.id AND deleted_at IS NULL OFFSET 0) k`;
const peopleWithoutMfa = ({ companyId }: Judgement) =>
  ownedBy(companyId, Prisma.sql`SELECT id FROM person WHERE company_id = ${companyId} AND mfa_enabled_at IS NULL`);

/** The judgement of the verifier, in its order: `judgeStanding` in lib/keys/domain/verdict (a test holds them together). */
const STATUS: Record<NonNullable<KeyFilters['status']>, Maker> = {
  active: (judgement) => ({
    holds: Prisma.sql`${isEnabled} AND NOT ${isExpired(judgement)} AND NOT (${IS_OWNER_INACTIVE})
      AND NOT (${judgement.requiresMfa} AND ${LACKS_MFA})`,
    candidates: null,
    asksOwner: true,
  }),
  disabled: ({ companyId }) => ({
    holds: Prisma.sql`k.disabled_at IS NOT NULL`,
    candidates: [live(companyId, Prisma.sql`k.disabled_at IS NOT NULL`)],
    asksOwner: false,
  }),
  expired: (judgement) => ({
    holds: Prisma.sql`${isEnabled} AND ${isExpired(judgement)}`,
    candidates: expiredCandidates(judgement),
    asksOwner: false,
  }),
  'owner-inactive': (judgement) => ({
    holds: Prisma.sql`${isEnabled} AND NOT ${isExpired(judgement)} AND ${IS_OWNER_INACTIVE}`,
    candidates: [
      ownedBy(
        judgement.companyId,
        Prisma.sql`SELECT id FROM person WHERE company_id = ${judgement.companyId} AND deactivated_at IS NOT NULL UNION ALL
          SELECT id FROM service_account WHERE company_id = ${judgement.companyId} AND deactivated_at IS NOT NULL`,
      ),
    ],
    asksOwner: true,
  }),
  'mfa-required': (judgement) => ({
    holds: Prisma.sql`${judgement.requiresMfa} AND ${isEnabled} AND NOT ${isExpired(judgement)}
      AND NOT (${IS_OWNER_INACTIVE}) AND ${LACKS_MFA}`,
    candidates: judgement.requiresMfa ? [peopleWithoutMfa(judgement)] : [],
    asksOwner: true,
  }),
};

const ofOwner =
  (kind: 'USER' | 'SERVICE_ACCOUNT' | 'COMPANY'): Maker =>
  ({ companyId }) => {
    const holds = Prisma.sql`k.owner_kind = ${kind}::"OwnerKind"`;
    return { holds, candidates: [live(companyId, holds)], asksOwner: false };
  };

const ofAccess =
  (access: 'FULL' | 'SELECTED'): Maker =>
  ({ companyId }) => {
    const holds = Prisma.sql`k.access = ${access}::"KeyAccess"`;
    return { holds, candidates: [live(companyId, holds)], asksOwner: false };
  };

const CONDITIONS: { [N in FilterName]: Record<NonNullable<KeyFilters[N]>, Maker> } = {
  status: STATUS,
  owner: { user: ofOwner('USER'), 'service-account': ofOwner('SERVICE_ACCOUNT'), company: ofOwner('COMPANY') },
  access: { full: ofAccess('FULL'), selected: ofAccess('SELECTED') },
  use: {
    never: ({ companyId }) => {
      const holds = Prisma.sql`${LAST_USED} = '-infinity'`;
      return { holds, candidates: [listed(companyId, holds)], asksOwner: false };
    },
    idle: ({ companyId, now }) => {
      const holds = Prisma.sql`l.rested_from < ${at(plus(now, -IDLE_DAYS * DAY))}`;
      return { holds, candidates: [listed(companyId, holds)], asksOwner: false };
    },
  },
  expires: {
    soon: (judgement) => {
      const { companyId, now } = judgement;
      const isNear = Prisma.sql`k.expires_at > ${at(now)} AND k.expires_at <= ${at(plus(now, SOON_DAYS * DAY))}`;
      return {
        holds: Prisma.sql`${isNear} AND NOT ${isExpired(judgement)}`,
        candidates: [live(companyId, isNear)],
        asksOwner: false,
      };
    },
    unused: ({ companyId, now }) => {
      const isNear = Prisma.sql`l.inactive_from > ${at(now)} AND l.inactive_from <= ${at(plus(now, SOON_DAYS * DAY))}`;
      return {
        holds: Prisma.sql`${isNear} AND ${EXPIRES} > ${at(now)} AND l.inactive_from < ${EXPIRES}`,
        candidates: [listed(companyId, isNear)],
        asksOwner: false,
      };
    },
  },
  ip: {
    none: ({ companyId }) => {
      const holds = Prisma.sql`NOT l.has_ip_policy`;
      return { holds, candidates: [listed(companyId, holds)], asksOwner: false };
    },
  },
  mfa: {
    off: (judgement) => ({
      holds: Prisma.sql`(${LACKS_MFA})`,
      candidates: [peopleWithoutMfa(judgement)],
      asksOwner: true,
    }),
  },
};

/** Any part of the key's name, its Access Key in force, or its owner's name; of a service account the user ID too. */
function searchCondition(search: string, { companyId }: Judgement): Condition {
  const part = likePart(search);
  const name = Prisma.sql`k.name_key LIKE ${likePart(nameKey(search))}`;
  const people = Prisma.sql`
    SELECT id FROM person WHERE company_id = ${companyId} AND name ILIKE ${part} UNION ALL
    SELECT id FROM service_account WHERE company_id = ${companyId} AND (user_id_key ILIKE ${part} OR name ILIKE ${part})
    UNION ALL SELECT id FROM company WHERE id = ${companyId} AND name ILIKE ${part}`;
  return {
    holds: Prisma.sql`(${name} OR p.name ILIKE ${part} OR s.user_id_key ILIKE ${part} OR s.name ILIKE ${part}
      OR (k.owner_kind = 'COMPANY' AND (SELECT c.name ILIKE ${part} FROM company c WHERE c.id = ${companyId}))
      OR (SELECT bool_or(c.access_key ILIKE ${part}) FROM key_credential c
        WHERE c.company_id = k.company_id AND c.key_id = k.id AND c.retired_at IS NULL))`,
    candidates: [
      live(companyId, name),
      Prisma.sql`SELECT key_id FROM key_credential
        WHERE company_id = ${companyId} AND retired_at IS NULL AND access_key ILIKE ${part}`,
      ownedBy(companyId, people),
    ],
    asksOwner: true,
  };
}

function likePart(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
