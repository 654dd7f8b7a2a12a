import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database } from '@/lib/platform/database';
import { type MadeKey, makeCompany, makeKey, makePerson } from './test-keys';
import { askVerifier, startTestVerifier } from './test-verifier';
import type { Verifier } from './verifier';

let verifier: Verifier & { url: string };
let key: MadeKey;
const TOKEN = 'northwind-token-0123456789';
const withToken = { 'x-verifier-token': TOKEN };

beforeAll(async () => {
  const { id } = await makeCompany('northwind');
  const person = await makePerson(id, 'ada@northwind.example');
  key = await makeKey(id, { kind: 'USER', id: person.id });
  verifier = await startTestVerifier({ tokens: [{ company: 'northwind', token: TOKEN }] });
});
afterAll(() => verifier.stop());

async function figures(): Promise<string> {
  const response = await fetch(`${verifier.url}/metrics`, { headers: withToken });
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return response.text();
}

const figureOf = (text: string, name: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1) ?? Number.NaN,
  );

describe('/metrics', () => {
  it('tells of decisions by code, of the memory, of the channel and of the time that requests take', async () => {
    await askVerifier(verifier.url, { key: key.key }, withToken);
    await askVerifier(verifier.url, { key: key.key }, withToken);
    await askVerifier(verifier.url, { key: 'kd_no' }, withToken);
    const text = await figures();
    expect(figureOf(text, 'keydesk_decisions_total{code="VALID"}')).toBe(2);
    expect(figureOf(text, 'keydesk_decisions_total{code="MALFORMED"}')).toBe(1);
    expect(figureOf(text, 'keydesk_cache_entries{kind="known"}')).toBe(1);
    expect(figureOf(text, 'keydesk_cache_lookups_total{result="miss"}')).toBe(1);
    expect(figureOf(text, 'keydesk_cache_lookups_total{result="hit"}')).toBe(1);
    expect(figureOf(text, 'keydesk_request_duration_seconds_count')).toBe(3);
    expect(figureOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(0);
    await expect.poll(async () => figureOf(await figures(), 'keydesk_listen_up')).toBe(1);
  });

  it('counts what a gateway was refused before anything was decided', async () => {
    const count = async (code: string) => figureOf(await figures(), `keydesk_decisions_total{code="${code}"}`);
    const ask = (headers: Record<string, string>) =>
      fetch(`${verifier.url}/v1/auth/nginx`, { headers: { ...withToken, ...headers } });
    const malformed = await count('MALFORMED');
    expect((await ask({})).headers.get('x-deny-code')).toBe('CREDENTIAL_MISSING');
    expect((await ask({ authorization: 'Bearer kd_no' })).headers.get('x-deny-code')).toBe('MALFORMED');
    expect((await ask({ authorization: `Bearer ${key.key}` })).headers.get('x-deny-code')).toBe('GATEWAY_HEADERS');
    expect(await count('CREDENTIAL_MISSING')).toBe(1);
    expect(await count('GATEWAY_HEADERS')).toBe(1);
    expect(await count('MALFORMED')).toBe(malformed + 1);
  });

  it('has measured how long news takes', async () => {
    const lag = async () => figureOf(await figures(), 'keydesk_invalidation_lag_seconds');
    await expect.poll(lag, { timeout: 30_000, interval: 250 }).toBeGreaterThan(0);
  });

  it('says nothing to who has no token, and names no key, person or company to anybody', async () => {
    expect((await fetch(`${verifier.url}/metrics`)).status).toBe(401);
    const text = await figures();
    const people = await database().person.findMany({ select: { email: true } });
    expect(people).toHaveLength(1);
    for (const word of [key.accessKey, key.id, 'northwind', ...people.map(({ email }) => email)]) {
      expect(text).not.toContain(word);
    }
  });
});
