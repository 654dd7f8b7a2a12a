import { expect, it } from 'vitest';
import { at, validRecord } from '../test-records';
import { jsonReply } from './json';

const now = at('2026-11-21T12:00Z');
const quota = { limit: 600, remaining: 0, resetSeconds: 7 };

it('a VALID body has the members of the contract in its order, and a refusal no more than its code', () => {
  const record = validRecord({ expiresAt: at('2027-03-31T05:00Z'), tenants: ['alpha'], name: 'Größe "7"\u2028' });
  const { body, bytes } = jsonReply({ code: 'VALID', record, at: now, quota: null }, 'req_1');
  expect(bytes).toBe(Buffer.byteLength(body));
  expect(body).toBe(
    `{"valid":true,"code":"VALID","requestId":"req_1","keyId":"key_0000000000000000","accessKey":"kd_0000000000000000",` +
      `"name":"Größe \\"7\\"\u2028","owner":{"type":"user","id":"usr_0000000000000000","userId":"ada@northwind.example"},` +
      `"company":"northwind","audience":"business_profile","access":"full","operation":null,"tenants":["alpha"],` +
      `"virtualServers":[],"expiresAt":"2027-03-31T05:00:00.000Z"}`,
  );
  const lasting = { code: 'VALID', record: validRecord(), at: now, quota: null } as const;
  expect(jsonReply(lasting, 'req_2').body).toMatch(/"expiresAt":null}$/);
  const refusal = '{"valid":false,"code":"DISABLED","requestId":"req_3"}';
  expect(jsonReply({ code: 'DISABLED' }, 'req_3')).toMatchObject({ body: refusal, bytes: refusal.length });
});

it('an answer is of its own request, however often its key is asked about', () => {
  const verdict = { code: 'VALID', record: validRecord(), at: now, quota: null } as const;
  const [first, second] = [jsonReply(verdict, 'req_1').body, jsonReply(verdict, 'req_2').body];
  expect(first.replace('req_1', 'req_2')).toBe(second);
  expect(JSON.parse(second)).toMatchObject({ valid: true, requestId: 'req_2' });
});

it('what is left of a minute, and that a key ends soon, stand in the headers', () => {
  const record = validRecord({ expiresAt: at('2026-12-01T00:00Z') });
  const limited = ['RateLimit-Policy', '"key";q=600;w=60', 'RateLimit', '"key";r=0;t=7'];
  expect(jsonReply({ code: 'VALID', record, at: now, quota }, 'req_1').headers).toEqual([
    'Sunset',
    'Tue, 01 Dec 2026 00:00:00 GMT',
    'Deprecation',
    '@1793491200',
    ...limited,
  ]);
  expect(jsonReply({ code: 'RATE_LIMITED', quota }, 'req_2')).toMatchObject({ status: 200, headers: limited });
  expect(jsonReply({ code: 'VALID', record: validRecord(), at: now, quota: null }, 'req_3').headers).toEqual([]);
});
