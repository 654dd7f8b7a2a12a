import { describe, expect, test } from 'vitest';
import { issuePublishableCredential, issueSecretCredential } from '@/lib/keys/domain/credential';
import { randomBytes } from '@/lib/platform/random';
import { presentedCredential } from './presented-credential';
import { singleHeader, TWICE } from './single-header';

const credential = issueSecretCredential(randomBytes);
const publishable = issuePublishableCredential(randomBytes);
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('a credential is read from', () => {
  test.each([
    ['Bearer', `Bearer ${credential.key}`, null],
    ['bearer, in any case', `bearer  ${credential.key} `, null],
    ['Basic, in halves', basic(`${credential.accessKey}:${credential.accessSecret}`), null],
    ['X-Api-Key', null, credential.key],
  ])('%s', (_, authorization, apiKey) => {
    expect(presentedCredential(authorization, apiKey)).toEqual({ kind: 'credential', credential });
  });

  test('a publishable key: Bearer and X-Api-Key', () => {
    const presented = { kind: 'credential', credential: publishable };
    expect(presentedCredential(`Bearer ${publishable.accessKey}`, null)).toEqual(presented);
    expect(presentedCredential(null, publishable.accessKey)).toEqual(presented);
  });
});

describe('no credential is', () => {
  test.each([
    ['nothing', null, null, 'CREDENTIAL_MISSING'],
    ['two', `Bearer ${credential.key}`, credential.key, 'CREDENTIAL_TWICE'],
    ['a header that stands twice', TWICE, null, 'CREDENTIAL_TWICE'],
    ['an X-Api-Key that stands twice', null, TWICE, 'CREDENTIAL_TWICE'],
    ['an empty header', '', null, 'MALFORMED'],
    ['a key of the wrong shape', 'Bearer x', null, 'MALFORMED'],
    ['two keys in one header', `Bearer ${credential.key} ${credential.key}`, null, 'MALFORMED'],
    ['another scheme', `Digest ${credential.key}`, null, 'MALFORMED'],
    ['a whole key as Basic', basic(credential.key), null, 'MALFORMED'],
    ['a publishable key as Basic', basic(`${publishable.accessKey}:`), null, 'MALFORMED'],
    ['a key with a blank before it', null, ` ${credential.key}`, 'MALFORMED'],
  ] as const)('%s', (_, authorization, apiKey, code) => {
    expect(presentedCredential(authorization, apiKey)).toEqual({ kind: 'refused', code });
  });
});

test('headers are found in any case, and one that stands twice says so', () => {
  const raw = ['X-API-KEY', 'a', 'Host', 'x', 'X-Real-IP', '1', 'x-real-ip', '2'];
  const found = ['x-api-key', 'x-real-ip', 'authorization'].map((name) => singleHeader(raw, name));
  expect(found).toEqual(['a', TWICE, null]);
});
