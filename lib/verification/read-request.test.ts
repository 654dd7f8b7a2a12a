import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueSecretCredential } from '@/lib/keys/domain/credential';
import { randomBytes } from '@/lib/platform/random';
import { readRequest } from './read-request';

const credential = issueSecretCredential(randomBytes);
const { key, accessKey, accessSecret } = credential;

const read = (body: unknown) => readRequest(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));

describe('the body of a verification', () => {
  it('gives the credential of a key and of a pair alike', () => {
    expect(read({ key })).toMatchObject({ ok: true, value: { credential } });
    expect(read({ accessKey, accessSecret })).toMatchObject({ ok: true, value: { credential } });
  });

  it('gives what it names, and null for what it leaves out', () => {
    const named = { company: 'northwind', audience: 'client', tenant: 'alpha', virtualServer: 'vs-1' };
    const ip = '203.0.113.9';
    expect(read({ key, ip, api: 'orders', method: 'GET', path: '/v2', ...named })).toEqual({
      ok: true,
      value: { credential, client: { address: ip, userAgent: null }, ...named },
    });
    const nothing = { company: null, client: null, audience: null, tenant: null, virtualServer: null };
    expect(read({ key })).toEqual({ ok: true, value: { credential, ...nothing } });
  });

  it('takes text that is no address for no address', () => {
    expect(read({ key, ip: '203.0.113.009' })).toMatchObject({ ok: true, value: { client: null } });
  });

  it('ignores members that the contract does not name', () => {
    expect(read({ key, traceId: { deep: [1, null] } })).toMatchObject({ ok: true, value: { credential } });
  });

  it('leaves a key of the wrong shape to the verdict', () => {
    for (const text of ['', 'x', `${key} `, key.slice(0, -1), accessKey]) {
      expect(read({ key: text })).toMatchObject({ ok: true, value: { credential: null } });
    }
    expect(read({ accessKey: key, accessSecret })).toMatchObject({ ok: true, value: { credential: null } });
  });

  it.each([
    ['', 'NOT_JSON'],
    ['{', 'NOT_JSON'],
    ['{"key":"a"} {}', 'NOT_JSON'],
    ["{'key':'a'}", 'NOT_JSON'],
    ['\ufeff{"key":"a"}', 'NOT_JSON'],
    ['null', 'NOT_AN_OBJECT'],
    ['"kd_"', 'NOT_AN_OBJECT'],
    ['[{"key":"a"}]', 'NOT_AN_OBJECT'],
    ['{}', 'CREDENTIAL_MISSING'],
    ['{"accessKey":"a"}', 'CREDENTIAL_MISSING'],
    ['{"accessSecret":"a"}', 'CREDENTIAL_MISSING'],
    ['{"key":"a","accessKey":"b","accessSecret":"c"}', 'CREDENTIAL_TWICE'],
    ['{"key":"a","accessSecret":"c"}', 'CREDENTIAL_TWICE'],
    ['{"key":"a","key":"a"}', 'DUPLICATE_NAME'],
    ['{"key":"a","k\\u0065y":"a"}', 'DUPLICATE_NAME'],
    ['{"key":"a","x":{"y":1,"y":1}}', 'DUPLICATE_NAME'],
    ['{"key":null}', 'WRONG_TYPE'],
    ['{"key":1}', 'WRONG_TYPE'],
    ['{"key":["a"]}', 'WRONG_TYPE'],
    ['{"key":"a","audience":"everyone"}', 'WRONG_TYPE'],
  ])('is a problem when it is %s', (body, code) => {
    expect(read(body)).toMatchObject({ ok: false, error: { status: 400, code } });
  });

  it.each([
    'accessKey',
    'accessSecret',
    'company',
    'api',
    'method',
    'path',
    'ip',
    'audience',
    'tenant',
    'virtualServer',
  ])('names %s when it has the wrong type, and repeats nothing that was sent', (field) => {
    for (const value of [null, 7, true, [], { a: 'secret-looking' }]) {
      const problem = read({ key, [field]: value });
      expect(problem).toMatchObject({ ok: false, error: { code: 'WRONG_TYPE' } });
      expect(problem).toHaveProperty('error.detail', `"${field}" must be a string.`);
    }
  });

  it('is a problem when it is not UTF-8', () => {
    const overlong = Buffer.concat([Buffer.from('{"key":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]);
    expect(readRequest(overlong)).toMatchObject({ ok: false, error: { code: 'NOT_UTF8' } });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readRequest(Buffer.from(bytes))));
    fc.assert(fc.property(fc.json({ maxDepth: 6 }), (text) => void read(text)));
    expect(read('['.repeat(16_000))).toMatchObject({ ok: false });
  });
});
