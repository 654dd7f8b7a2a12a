import { describe, expect, test } from 'vitest';
import { issuePublishableCredential, issueSecretCredential } from '@/lib/keys/domain/credential';
import { randomBytes } from '@/lib/platform/random';
import { readAsker, readClient } from './client-authentication';
import { parseForm } from './read-form';

const credential = issueSecretCredential(randomBytes);
const publishable = issuePublishableCredential(randomBytes);
const { accessKey, accessSecret } = credential;
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

function form(values: Record<string, string>) {
  const parsed = parseForm(new URLSearchParams(values).toString());
  if (!parsed.ok) throw new Error('a form of URLSearchParams is one');
  return parsed.value;
}
const header = (value: string) => ['Authorization', value];

describe('a client is read', () => {
  test.each<[string, string[], Record<string, string>]>([
    ['from the header', header(basic(`${accessKey}:${accessSecret}`)), {}],
    ['from the header, encoded', header(basic(`${accessKey.replace('_', '%5F')}:${accessSecret}`)), {}],
    [
      'from the header, named again in the form',
      header(basic(`${accessKey}:${accessSecret}`)),
      { client_id: accessKey },
    ],
    ['from the form', [], { client_id: accessKey, client_secret: accessSecret }],
  ])('%s', (_, headers, values) => {
    expect(readClient(headers, form(values))).toEqual({ ok: true, value: credential });
  });

  test('without a secret, if it is publishable', () => {
    expect(readClient([], form({ client_id: publishable.accessKey }))).toEqual({ ok: true, value: publishable });
  });

  test('not where none is named', () => {
    expect(readClient([], form({ grant_type: 'x' }))).toEqual({ ok: true, value: null });
  });
});

describe('a client is refused', () => {
  test.each<[string, string[], Record<string, string>, string]>([
    ['in two headers', [...header('Basic x'), ...header('Basic x')], {}, 'invalid_request'],
    ['in header and form', header(basic(`${accessKey}:${accessSecret}`)), { client_secret: 'x' }, 'invalid_request'],
    [
      'named otherwise in the form',
      header(basic(`${accessKey}:${accessSecret}`)),
      { client_id: 'x' },
      'invalid_request',
    ],
    ['without a name', [], { client_secret: accessSecret }, 'invalid_request'],
    ['without a secret', [], { client_id: accessKey }, 'invalid_client'],
    ['as a whole key', header(basic(credential.key)), {}, 'invalid_client'],
    ['with a broken escape', header(basic(`${accessKey}%:${accessSecret}`)), {}, 'invalid_client'],
    ['by an assertion', [], { client_assertion_type: 'x' }, 'invalid_client'],
  ])('%s', (_, headers, values, error) => {
    expect(readClient(headers, form(values))).toMatchObject({ ok: false, error: { error } });
  });
});

test('who asks about tokens may also show the whole key', () => {
  for (const headers of [header(`Bearer ${credential.key}`), ['X-Api-Key', credential.key]]) {
    expect(readAsker(headers, form({}))).toEqual({ ok: true, value: credential });
    expect(readClient(headers, form({}))).not.toEqual({ ok: true, value: credential });
    expect(readAsker(headers, form({ client_id: accessKey }))).toMatchObject({ error: { error: 'invalid_request' } });
  }
  expect(readAsker(header(basic(`${accessKey}:${accessSecret}`)), form({}))).toEqual({ ok: true, value: credential });
  expect(readAsker([], form({}))).toEqual({ ok: true, value: null });
});

test('a parameter without a value counts as left out, and still stands once', () => {
  expect([...form({ scope: '', api: 'orders' })]).toEqual([['api', 'orders']]);
  expect(parseForm('scope=&scope=x')).toMatchObject({ ok: false, error: { error: 'invalid_request' } });
  expect(parseForm('resource=a&resource=b')).toMatchObject({ ok: false, error: { error: 'invalid_target' } });
});
