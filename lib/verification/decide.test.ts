import { describe, expect, it, vi } from 'vitest';
import type { Instant } from '@/lib/kernel/instant';
import { issuePublishableCredential, issueSecretCredential } from '@/lib/keys/domain/credential';
import { Keyring } from '@/lib/platform/keyring';
import { randomBytes } from '@/lib/platform/random';
import { decider } from './decide';
import { RateLimiter } from './rate-limit';
import { at, plainRequest, validRecord } from './test-records';
import type { VerificationRecord } from './verification-record';

const now = at('2026-11-21T12:00Z');
const keyring = new Keyring(randomBytes(32), []);
const credential = issueSecretCredential(randomBytes);
const anybody = { company: '*' };

function recordOf(changes: Partial<VerificationRecord> = {}, ring = keyring): VerificationRecord {
  const hash = Buffer.from(ring.mac('credential-pepper', credential.key)).toString('latin1');
  const secret = { hash, secretId: ring.currentId };
  return validRecord({
    accessKey: credential.accessKey,
    credential: { ...validRecord().credential, secret },
    ...changes,
  });
}

function deciderOf(record: VerificationRecord | null) {
  const find = vi.fn(async () => record);
  const lastUsed = { note: vi.fn(), lastUsedHere: (): Instant | null => null };
  const usage = { note: vi.fn() };
  const mac = vi.spyOn(keyring, 'mac');
  mac.mockClear();
  const lookup = { peek: () => undefined, find, findFresh: find };
  return {
    decide: decider({ lookup, lastUsed, rateLimiter: new RateLimiter(), usage, keyring, clock: { now: () => now } }),
    find,
    usage,
    lastUsed,
    mac,
  };
}

describe('the decision', () => {
  it('is VALID for the right secret, and only then counts as use', async () => {
    const record = recordOf();
    const { decide, lastUsed, usage } = deciderOf(record);
    const client = { address: '203.0.113.9', userAgent: null };
    const request = plainRequest({ credential, client });
    expect(await decide(request, anybody)).toMatchObject({ code: 'VALID', record: { name: 'Nightly export' } });
    expect(lastUsed.note.mock.calls).toEqual([[record, now, client]]);
    expect(usage.note.mock.calls).toEqual([[record, 'VALID', now]]);
  });

  it('asks nobody about what has not the shape of a key', async () => {
    const { decide, find, mac } = deciderOf(recordOf());
    expect(await decide(plainRequest(), anybody)).toEqual({ code: 'MALFORMED' });
    expect(find).not.toHaveBeenCalled();
    expect(mac).not.toHaveBeenCalled();
  });

  it('is counted with its real reason for whoever holds the key, and for nobody else', async () => {
    const record = recordOf({ isDisabled: true });
    const { decide, usage } = deciderOf(record);
    await decide(plainRequest({ credential }), anybody);
    const wrong = { ...issueSecretCredential(randomBytes), accessKey: credential.accessKey };
    await decide(plainRequest({ credential: wrong }), anybody);
    await decide(plainRequest({ credential, company: 'fabrikam' }), anybody);
    expect(usage.note.mock.calls).toEqual([[record, 'DISABLED', now]]);
  });

  it('is one and the same for unknown, wrong, foreign, deleted and superseded, with one MAC each', async () => {
    const live = recordOf();
    const stranger = issueSecretCredential(randomBytes);
    const wrong = { ...stranger, accessKey: credential.accessKey };
    const cases: [VerificationRecord | null, typeof credential, string | null, string][] = [
      [null, stranger, null, '*'],
      [live, wrong, null, '*'],
      [live, credential, 'fabrikam', '*'],
      [live, credential, '', '*'],
      [live, credential, null, 'fabrikam'],
      [live, credential, 'northwind', 'fabrikam'],
      [recordOf({ isDeleted: true }), credential, null, '*'],
      [{ ...live, credential: { ...live.credential, isRetired: true } }, credential, null, '*'],
      [{ ...live, credential: { ...live.credential, secret: null } }, credential, null, '*'],
    ];
    for (const [record, presented, company, caller] of cases) {
      const { decide, lastUsed, mac } = deciderOf(record);
      expect(await decide(plainRequest({ credential: presented, company }), { company: caller })).toEqual({
        code: 'NOT_FOUND',
      });
      expect(mac).toHaveBeenCalledTimes(1);
      expect(lastUsed.note).not.toHaveBeenCalled();
    }
  });

  it('computes no MAC again for a secret that it found right, and one for every refusal all the same', async () => {
    const live = recordOf();
    const { decide, mac } = deciderOf(live);
    const asks = async (presented: typeof credential, company: string | null = null) => {
      mac.mockClear();
      const { code } = await decide(plainRequest({ credential: presented, company }), anybody);
      return [code, mac.mock.calls.length];
    };
    const wrong = { ...issueSecretCredential(randomBytes), accessKey: credential.accessKey };
    expect(await asks(wrong)).toEqual(['NOT_FOUND', 1]);
    expect(await asks(credential, 'fabrikam')).toEqual(['NOT_FOUND', 1]);
    expect(await asks(credential)).toEqual(['VALID', 1]);
    expect(await asks(credential)).toEqual(['VALID', 0]);
    expect(await asks(wrong)).toEqual(['NOT_FOUND', 1]);
    expect(await asks(credential, 'fabrikam')).toEqual(['NOT_FOUND', 1]);
    expect(await asks(credential)).toEqual(['VALID', 0]);
  });

  it('computes the MAC anew for a record that was read anew', async () => {
    const records = [recordOf(), recordOf()];
    const { decide, find, mac } = deciderOf(null);
    for (const record of records) {
      find.mockResolvedValue(record);
      mac.mockClear();
      expect(await decide(plainRequest({ credential }), anybody)).toMatchObject({ code: 'VALID' });
      expect(mac).toHaveBeenCalledTimes(1);
    }
  });

  it('is given to a caller of the same company', async () => {
    const { decide } = deciderOf(recordOf());
    const asked = decide(plainRequest({ credential, company: 'northwind' }), { company: 'northwind' });
    expect(await asked).toMatchObject({ code: 'VALID' });
  });

  it('tells the state of a key only to who has the secret', async () => {
    const { decide, lastUsed } = deciderOf(recordOf({ isDisabled: true }));
    expect(await decide(plainRequest({ credential }), anybody)).toEqual({ code: 'DISABLED' });
    expect(lastUsed.note).not.toHaveBeenCalled();
  });

  it('is none when the row hangs on a secret that this process has not', async () => {
    const { decide } = deciderOf(recordOf({}, new Keyring(randomBytes(32), [])));
    await expect(decide(plainRequest({ credential }), anybody)).rejects.toThrow('KEYDESK_SECRET');
  });

  it('needs no old secret for a credential that is dead anyway', async () => {
    const { decide } = deciderOf(recordOf({ isDeleted: true }, new Keyring(randomBytes(32), [])));
    expect(await decide(plainRequest({ credential }), anybody)).toEqual({ code: 'NOT_FOUND' });
  });

  it('says NOT_FOUND to every refusal of a publishable key', async () => {
    const publishable = issuePublishableCredential(randomBytes);
    const secretless = { ...validRecord().credential, secret: null };
    const { decide } = deciderOf(validRecord({ credential: secretless, isDisabled: true }));
    expect(await decide(plainRequest({ credential: publishable }), anybody)).toEqual({ code: 'NOT_FOUND' });
  });
});
