import type pg from 'pg';
import { chainMac } from '@/lib/audit/record';
import { canonicalJson } from '@/lib/kernel/canonical-json';
import { DAY, type Instant, plus, toIso } from '@/lib/kernel/instant';
import type { Keyring } from '@/lib/platform/keyring';
import { withoutIndexes } from './without-indexes';

/** How much of everything a company has. */
export type Amounts = { people: number; serviceAccounts: number; keys: number; events: number };

const BATCH = 20_000;
const FILLED = ['api_key', 'key_credential', 'key_last_use', 'key_ip_range', 'audit_event'];
const WORDS =
  'Billing Carrier Dashboard Export Fraud Invoice Ledger Nightly Porting Reconciliation Search Store Sync Webhook'.split(
    ' ',
  );

/**
 * Fills a company straight through SQL, as the superuser: only so do a million keys take minutes. Ids are counted, so that the same amounts
 * give the same rows; states, owners and dates are spread over them.
 */
export class ManyRows {
  readonly #connection: pg.Client;
  readonly #companyId: string;
  readonly #now: Instant;
  readonly #mark: string;

  /** @param mark one letter or digit, which ids begin with: another for each company of an installation */
  constructor(connection: pg.Client, companyId: string, now: Instant, mark = '0') {
    this.#connection = connection;
    this.#companyId = companyId;
    this.#now = now;
    this.#mark = mark;
  }

  async fill(amounts: Amounts, administratorId: string, ring: Keyring, report: (line: string) => void): Promise<void> {
    await this.#people(amounts.people, ring.currentId);
    await this.#serviceAccounts(amounts.serviceAccounts);
    // Neither triggers nor checks of references: what they would keep is written below.
    await this.#connection.query("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'");
    await withoutIndexes(this.#connection, ['key_listing'], async () => {
      await withoutIndexes(this.#connection, FILLED, async () => {
        for (let from = 0; from < amounts.keys; from += BATCH) {
          await this.#keys(amounts, from, Math.min(from + BATCH, amounts.keys), ring.currentId);
          if (from % (BATCH * 10) === 0) report(`keys: ${from}`);
        }
        await this.#events(amounts, administratorId, ring, report);
        report('indexes');
      });
      const listing =
        'INSERT INTO key_listing SELECT * FROM key_listing_now WHERE company_id = $1 ON CONFLICT DO NOTHING';
      await this.#connection.query(listing, [this.#companyId]);
    });
    await this.#connection.query('RESET session_replication_role');
    await this.#connection.query('VACUUM ANALYZE');
  }

  async #people(count: number, secretId: string): Promise<void> {
    await this.#connection.query(
      `INSERT INTO person (id, company_id, email, email_key, name, appearance, is_administrator, is_installation_operator,
         has_key_management, created_at, deactivated_at, totp_secret, secret_id, mfa_enabled_at)
       SELECT 'usr_${this.#mark}' || lpad(g::text, 15, '0'), $1, 'p${this.#mark}' || g || '@many.example', 'p${this.#mark}' || g || '@many.example',
         (ARRAY['Ada','Ben','Cleo','Dana','Emil','Fay','Gus','Helen'])[1 + g % 8] || ' ' || (ARRAY['Strand','Raman','Oyelaran',
         'Whitfield','Heredia','Lindqvist','Novak'])[1 + g % 7] || ' ' || g, 'SYSTEM', g % 100 = 0, false, g % 10 <> 0,
         $2::timestamptz - g * interval '1 minute', CASE WHEN g % 20 = 0 THEN $2::timestamptz END,
         CASE WHEN g % 4 <> 0 THEN '\\x00'::bytea END, CASE WHEN g % 4 <> 0 THEN $4 END,
         CASE WHEN g % 4 <> 0 THEN $2::timestamptz - g * interval '1 minute' END
       FROM generate_series(1, $3::int) g`,
      [this.#companyId, toIso(this.#now), count, secretId],
    );
  }

  async #serviceAccounts(count: number): Promise<void> {
    await this.#connection.query(
      `INSERT INTO service_account (id, company_id, user_id, user_id_key, name, created_at, deactivated_at)
       SELECT 'sva_${this.#mark}' || lpad(g::text, 15, '0'), $1, 'svc-' || g, 'svc-' || g, 'Service ' || g,
         $2::timestamptz - g * interval '1 minute', CASE WHEN g % 30 = 0 THEN $2::timestamptz END
       FROM generate_series(1, $3::int) g`,
      [this.#companyId, toIso(this.#now), count],
    );
  }

  /** Of twenty keys sixteen are people's, three are service accounts', one is the company's. */
  async #keys({ people, serviceAccounts }: Amounts, from: number, to: number, secretId: string): Promise<void> {
    const values = [this.#companyId, toIso(this.#now), from + 1, to, people, serviceAccounts, WORDS];
    await this.#connection.query(
      `INSERT INTO api_key (id, company_id, owner_kind, owner_id, owner_person_id, owner_service_account_id, name, name_key,
         audience, access, created_at, issued_at, expires_at, expiration_date, not_accessed_period, disabled_at, deleted_at, version)
       SELECT 'key_${this.#mark}' || lpad(g::text, 15, '0'), $1, kind::"OwnerKind", coalesce(person, account, $1), person, account, name,
         lower(name), 'BUSINESS_PROFILE', CASE WHEN g % 3 = 0 THEN 'FULL' ELSE 'SELECTED' END::"KeyAccess", made, made,
         made + interval '1 year', to_char(made + interval '1 year', 'YYYY-MM-DD'), CASE WHEN g % 2 = 0 THEN 'p3m' END,
         CASE WHEN g % 11 = 0 THEN made END, CASE WHEN g % 17 = 0 THEN made END, 1
       FROM (SELECT g, CASE WHEN g % 20 < 16 THEN 'USER' WHEN g % 20 < 19 THEN 'SERVICE_ACCOUNT' ELSE 'COMPANY' END AS kind,
           CASE WHEN g % 20 < 16 THEN 'usr_${this.#mark}' || lpad((1 + (g::bigint * 7919) % $5)::text, 15, '0') END AS person,
           CASE WHEN g % 20 BETWEEN 16 AND 18 THEN 'sva_${this.#mark}' || lpad((1 + g % $6)::text, 15, '0') END AS account,
           ($7::text[])[1 + g % cardinality($7)] || ' ' || ($7::text[])[1 + (g / 13) % cardinality($7)] || ' ' || g AS name,
           $2::timestamptz - (g % 500) * interval '1 day' - (g % 86000) * interval '1 second' AS made
         FROM generate_series($3::int, $4::int) g) k`,
      values,
    );
    await this.#connection.query(
      `INSERT INTO key_credential (id, company_id, key_id, access_key, secret_hash, secret_id, valid_from, retired_at, created_at)
       SELECT 'crd_${this.#mark}' || lpad(g::text, 15, '0'), $1, 'key_${this.#mark}' || lpad(g::text, 15, '0'), 'kd_' || substr(md5('${this.#mark}' || g), 1, 16),
         sha256(g::text::bytea), $5, $2::timestamptz, CASE WHEN g % 17 = 0 THEN $2::timestamptz END, $2::timestamptz
       FROM generate_series($3::int, $4::int) g`,
      [...values.slice(0, 4), secretId],
    );
    await this.#connection.query(
      `INSERT INTO key_last_use (key_id, company_id, last_used_at, address)
       SELECT 'key_${this.#mark}' || lpad(g::text, 15, '0'), $1, $2::timestamptz - (g % 120) * interval '1 day', '203.0.113.9'
       FROM generate_series($3::int, $4::int) g WHERE g % 10 < 7 AND g % 17 <> 0`,
      values.slice(0, 4),
    );
    await this.#connection.query(
      `INSERT INTO key_ip_range (company_id, key_id, range, position)
       SELECT $1, 'key_${this.#mark}' || lpad(g::text, 15, '0'), '203.0.113.0/24', 0
       FROM generate_series($2::int, $3::int) g WHERE g % 25 = 0 AND g % 17 <> 0`,
      [this.#companyId, from + 1, to],
    );
  }

  /** With their chain, so that `audit:verify` holds. */
  async #events(amounts: Amounts, actorId: string, ring: Keyring, report: (line: string) => void): Promise<void> {
    const { rows } = await this.#connection.query<{ seq: string; mac: Buffer }>(
      'SELECT seq, mac FROM audit_head WHERE chain = $1',
      [this.#companyId],
    );
    const [head] = rows;
    if (head === undefined) throw new Error('the company has no chain');
    let last: Link = { seq: BigInt(head.seq), mac: head.mac };
    let written: Promise<unknown> = Promise.resolve();
    for (let from = 0; from < amounts.events; from += BATCH) {
      const columns: unknown[][] = Array.from({ length: 9 }, () => []);
      for (let index = from; index < Math.min(from + BATCH, amounts.events); index += 1) {
        const row = this.#event(amounts, index, actorId, last, ring);
        last = { seq: row[0], mac: row[8] };
        for (const [column, value] of row.entries()) columns[column]?.push(value);
      }
      // One batch is written while the next is chained.
      await written;
      written = this.#connection.query(
        `INSERT INTO audit_event (chain, secret_id, seq, id, at, kind, actor_id, person_id, key_id, body, mac)
         SELECT $1, $2, * FROM unnest($3::bigint[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[],
           $10::text[], $11::bytea[])`,
        [this.#companyId, ring.currentId, ...columns],
      );
      if (from % (BATCH * 25) === 0) report(`events: ${from}`);
    }
    await written;
    await this.#connection.query('UPDATE audit_head SET seq = $2, mac = $3 WHERE chain = $1', [
      this.#companyId,
      last.seq,
      last.mac,
    ]);
  }

  #event(amounts: Amounts, index: number, actorId: string, last: Link, ring: Keyring): EventColumns {
    const seq = last.seq + 1n;
    const at = toIso(plus(this.#now, -Math.floor(((amounts.events - index) * 400 * DAY) / amounts.events)));
    const kind = KINDS[index % KINDS.length] ?? 'key.edited';
    const isKey = kind !== 'person.signed_in';
    const person = this.#countedId('usr', 1 + ((index * 31) % amounts.people));
    const key = isKey ? this.#countedId('key', 1 + ((index * 7919) % amounts.keys)) : null;
    const id = this.#countedId('evt', index);
    // One in ten is an administrator's doing.
    const actor = index % 10 === 0 ? actorId : person;
    const body = canonicalJson({
      v: 1,
      id,
      chain: this.#companyId,
      at,
      kind,
      actor: { kind: 'person', id: actor, session: null },
      person,
      key,
      serviceAccountUserId: null,
      before: null,
      after: isKey ? { name: `${WORDS[index % WORDS.length]} ${index}` } : null,
      request: { id: 'req_0000000000000000', address: null, userAgent: null },
    });
    return [seq, id, at, kind, actor, person, key, body, chainMac(ring, last.mac, seq, body, ring.currentId)];
  }

  #countedId(prefix: string, index: number): string {
    return `${prefix}_${this.#mark}${String(index).padStart(15, '0')}`;
  }
}

type Link = { seq: bigint; mac: Uint8Array };
type EventColumns = [
  seq: bigint,
  id: string,
  at: string,
  kind: string,
  actor: string,
  person: string,
  key: string | null,
  body: string,
  mac: Uint8Array,
];

const KINDS = ['key.generated', 'key.disabled', 'key.activated', 'key.edited', 'person.signed_in'] as const;
