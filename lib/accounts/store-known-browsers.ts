import { type Instant, plus, toDate } from '@/lib/kernel/instant';
import type { Db, Tx } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { BROWSER_KNOWN_MS } from './domain/throttle-rules';
import type { PersonScope } from './store';

type TokenHash = Uint8Array<ArrayBuffer>;

export type KnownBrowserRow = { id: string; personId: string; emailKey: string; isProved: boolean };

/** Everybody whom a browser is known to. */
export async function findKnownBrowsers(db: Db | Tx, tokenHash: TokenHash, now: Instant): Promise<KnownBrowserRow[]> {
  return db.$queryRaw<KnownBrowserRow[]>`
    SELECT b.id, b.person_id AS "personId", p.email_key AS "emailKey", b.is_proved AS "isProved"
    FROM known_browser b JOIN person p ON p.company_id = b.company_id AND p.id = b.person_id
    WHERE b.token_hash = ${tokenHash} AND b.renewed_at > ${toDate(plus(now, -BROWSER_KNOWN_MS))}`;
}

/** The person is locked by whoever asks, so that no more than `most` are kept. */
export async function keepBrowser(
  tx: Tx,
  scope: PersonScope,
  { tokenHash, isProved, renewedAt }: { tokenHash: TokenHash; isProved: boolean; renewedAt: Instant },
  most: number,
): Promise<void> {
  const at = toDate(renewedAt);
  await tx.knownBrowser.upsert({
    where: { companyId_personId_tokenHash: { ...scope, tokenHash } },
    create: { id: newId('brw'), ...scope, tokenHash, isProved, renewedAt: at },
    // What was proved once stays so.
    update: { renewedAt: at, ...(isProved ? { isProved } : {}) },
  });
  await tx.$executeRaw`
    DELETE FROM known_browser WHERE id IN (
      SELECT id FROM known_browser WHERE company_id = ${scope.companyId} AND person_id = ${scope.personId}
      ORDER BY renewed_at DESC, token_hash = ${tokenHash} DESC, id OFFSET ${most}::int)`;
}

export async function forgetBrowsers(tx: Tx, scope: PersonScope, except: TokenHash | null): Promise<void> {
  await tx.knownBrowser.deleteMany({ where: { ...scope, ...(except === null ? {} : { tokenHash: { not: except } }) } });
}
