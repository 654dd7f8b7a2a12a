import { toDataURL } from 'qrcode';
import type { Instant } from '@/lib/kernel/instant';
import type { Ctx } from '@/lib/platform/context';
import { keyring } from '@/lib/platform/keyring';
import { inGroups, totpUri } from './domain/totp';
import { findEnrolment, findMfaState, type PersonScope } from './store';

/** What an unconfirmed secret looks like on the page. It is never shown again once MFA is on. */
export type EnrolmentView = {
  /** A PNG as a data address. */
  qrCode: string;
  /** Base32, for the clipboard. */
  secret: string;
  /** The same in groups of four, two lines. */
  secretLines: string[];
};

/** The secret that waits to be confirmed, or null. Another session of the same person does not see it. */
export async function findEnrolmentView(ctx: Ctx): Promise<EnrolmentView | null> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || actor.hasMfa) return null;
  const enrolment = await findEnrolment(ctx.db, scopeOf(ctx), actor.sessionId, ctx.clock.now());
  if (enrolment === null) return null;
  const opened = keyring().open('totp-secret', enrolment.totpSecret, actor.id, enrolment.secretId);
  const secret = new TextDecoder().decode(opened);
  const groups = inGroups(secret).split(' ');
  return {
    qrCode: await toDataURL(totpUri(secret, actor.email), { errorCorrectionLevel: 'M', margin: 3, scale: 8 }),
    secret,
    secretLines: [groups.slice(0, 4).join(' '), groups.slice(4).join(' ')],
  };
}

export type MfaState = { enabledAt: Instant | null; unusedRecoveryCodes: number };

export async function findOwnMfa(ctx: Ctx): Promise<MfaState> {
  return findMfaState(ctx.db, scopeOf(ctx));
}

function scopeOf({ actor }: Ctx): PersonScope {
  if (actor.kind !== 'person') throw new Error('only a person has MFA');
  return { companyId: actor.companyId, personId: actor.id };
}
