import { expect, it } from 'vitest';
import { at, validRecord } from '../test-records';
import { jsonBody } from './json';

it('a VALID body has the members of the contract in its order, and a refusal no more than its code', () => {
  const record = validRecord({ expiresAt: at('2027-03-31T05:00Z'), tenants: ['alpha'], name: 'Größe "7"\u2028' });
  const body = jsonBody({ code: 'VALID', record }, 'req_1');
  expect(body).toBe(
    `{"valid":true,"code":"VALID","requestId":"req_1","keyId":"key_0000000000000000","accessKey":"kd_0000000000000000",` +
      `"name":"Größe \\"7\\"\u2028","owner":{"type":"user","id":"usr_0000000000000000","userId":"ada@northwind.example"},` +
      `"company":"northwind","audience":"business_profile","access":"full","operation":null,"tenants":["alpha"],` +
      `"virtualServers":[],"expiresAt":"2027-03-31T05:00:00.000Z"}`,
  );
  expect(jsonBody({ code: 'VALID', record: validRecord() }, 'req_2')).toMatch(/"expiresAt":null}$/);
  expect(jsonBody({ code: 'DISABLED' }, 'req_3')).toBe('{"valid":false,"code":"DISABLED","requestId":"req_3"}');
});
