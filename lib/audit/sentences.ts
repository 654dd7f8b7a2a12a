import type { AuditKind } from './event';
import type { AuditValues } from './read-event';
import { ACCESS } from './sentences/access';
import { COMPANIES } from './sentences/companies';
import { EXPORTS } from './sentences/exports';
import { KEYS } from './sentences/keys';
import { MFA } from './sentences/mfa';
import { PEOPLE } from './sentences/people';
import { POLICY } from './sentences/policy';
import { PROCESSES } from './sentences/processes';
import { SERVICE_ACCOUNTS } from './sentences/service-accounts';
import { SIGN_INS } from './sentences/sign-ins';
import type { Piece, Teller, Telling } from './sentences/telling';
import type { Sentence } from './view';

/** Every kind has its sentence: this does not compile when one of `AuditKind` is missing. */
const SENTENCES: Record<AuditKind, Teller> = {
  ...KEYS,
  ...PEOPLE,
  ...SIGN_INS,
  ...MFA,
  ...ACCESS,
  ...POLICY,
  ...SERVICE_ACCOUNTS,
  ...PROCESSES,
  ...COMPANIES,
  ...EXPORTS,
};

// A Map: what stands in the table is looked up, and "constructor" is not there.
const TELLERS: ReadonlyMap<string, Teller> = new Map(Object.entries(SENTENCES));

/** The choices of the filter "Event". */
export const EVENT_GROUPS = [
  group('keys', 'Keys', KEYS),
  group('people', 'People', PEOPLE),
  group('sign-ins', 'Sign-ins', SIGN_INS),
  group('mfa', 'MFA', MFA),
  group('access', 'Access requests', ACCESS),
  group('policy', 'Key policy', POLICY),
  group('service-accounts', 'Service accounts', SERVICE_ACCOUNTS),
  group('processes', 'Processes', PROCESSES),
  group('company', 'Company', COMPANIES),
  group('exports', 'Exports', EXPORTS),
] as const;

export type EventGroup = { value: string; label: string; kinds: readonly string[] };

function group(value: string, label: string, tellers: object): EventGroup {
  return { value, label, kinds: Object.keys(tellers) };
}

type Event = { kind: string; before: AuditValues; after: AuditValues };

/** Null for a kind that is not known here: what is not known is not guessed at. */
export function tell(event: Event, isOwn: boolean, companyZone: string): Telling | null {
  return TELLERS.get(event.kind)?.({ ...event, isOwn }, companyZone) ?? null;
}

/** An event on the page of its key, which need not name it. Of a kind that is not known it shows nothing. */
export function keySentence(event: Event, companyZone: string): Sentence {
  const telling = event.kind.startsWith('key.') ? tell(event, false, companyZone) : null;
  if (telling === null) return { says: 'changed the key', icon: 'info', changes: [] };
  return { says: telling.says.map(onKeyPage).join(''), icon: telling.icon, changes: [...telling.changes] };
}

function onKeyPage(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  return 'name' in piece ? piece.name : 'the key';
}
