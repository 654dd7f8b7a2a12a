import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { TrustedNetworks } from '@/lib/platform/client-address';
import { type Admission, admit, type FrontDoor, rewriteHeaders } from './front-door';

const door: FrontDoor = {
  publicUrl: new URL('https://keys.example.com'),
  trusted: new TrustedNetworks(['10.0.0.0/8']),
  newRequestId: () => 'req_0123456789abcdef',
  innerMark: 'only-this-process-knows',
};

type Head = { method?: string; url?: string; headers?: Record<string, string>; peer?: string };

/** As much of a request as its head has. */
function request({ method = 'GET', url = '/', headers = {}, peer = '203.0.113.9' }: Head): IncomingMessage {
  const head = { method, url, headers: { host: 'keys.example.com', ...headers }, socket: { remoteAddress: peer } };
  return head as unknown as IncomingMessage;
}

describe('admit', () => {
  const refusal = (status: number) => ({ kind: 'refuse', status, reason: expect.any(String) });
  it.each<[string, Head, Admission | object]>([
    ['passes its own name', {}, { kind: 'pass' }],
    ['passes its own name in capitals', { headers: { host: 'KEYS.example.com' } }, { kind: 'pass' }],
    ['answers health on any name', { url: '/readyz?x', headers: { host: 'a' } }, { kind: 'health', path: '/readyz' }],
    [
      'redirects a foreign name',
      { url: '/security?a=b', headers: { host: 'evil.example' } },
      { kind: 'redirect', location: 'https://keys.example.com/security?a=b' },
    ],
    [
      'redirects another port',
      { headers: { host: 'keys.example.com:8443' } },
      { kind: 'redirect', location: 'https://keys.example.com/' },
    ],
    [
      'stays on its own origin',
      { url: '//evil.example', headers: { host: 'x' } },
      { kind: 'redirect', location: 'https://keys.example.com//evil.example' },
    ],
    [
      'stays there for an absolute target',
      { url: 'http://evil.example/', headers: { host: 'x' } },
      { kind: 'redirect', location: 'https://keys.example.com/' },
    ],
    [
      'refuses to change things under a foreign name',
      { method: 'POST', headers: { host: 'evil.example' } },
      refusal(421),
    ],
    [
      'does not believe X-Forwarded-Host',
      { headers: { host: 'evil.example', 'x-forwarded-host': 'keys.example.com' } },
      { kind: 'redirect', location: 'https://keys.example.com/' },
    ],
    [
      'passes a request of Next to itself',
      { headers: { host: '127.0.0.1:3000', 'x-keydesk-inner': 'only-this-process-knows' } },
      { kind: 'pass' },
    ],
    [
      'does not believe an invented mark',
      { headers: { host: '127.0.0.1:3000', 'x-keydesk-inner': 'invented' } },
      { kind: 'redirect', location: 'https://keys.example.com/' },
    ],
    ['refuses a large body', { method: 'POST', headers: { 'content-length': '1048577' } }, refusal(413)],
    [
      'passes a body of 1 MiB',
      { method: 'POST', headers: { origin: 'https://keys.example.com', 'content-length': '1048576' } },
      { kind: 'pass' },
    ],
    ['passes a form of its own', { method: 'POST', headers: { origin: 'https://keys.example.com' } }, { kind: 'pass' }],
    ['refuses a form of another site', { method: 'POST', headers: { origin: 'https://evil.example' } }, refusal(403)],
    ['refuses a form of no site', { method: 'POST', headers: { origin: 'null' } }, refusal(403)],
    ['refuses a form that says no site', { method: 'PUT' }, refusal(403)],
    ['refuses a body without a length', { method: 'POST', headers: { 'transfer-encoding': 'chunked' } }, refusal(411)],
  ])('%s', (_name, head, admission) => {
    expect(admit(request(head), door)).toEqual(admission);
  });
});

describe('rewriteHeaders', () => {
  it('replaces every claim of a client by what is known', () => {
    const forged = {
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': '1',
      'x-real-ip': '1.2.3.4',
      forwarded: 'for=1.2.3.4',
      'x-middleware-subrequest': 'proxy',
      'x-nonce': 'chosen',
      'x-request-id': 'req_chosen',
      'user-agent': 'kept',
    };
    const rewritten = request({ headers: forged });
    expect(rewriteHeaders(rewritten, door)).toBe('req_0123456789abcdef');
    expect(rewritten.headers).toEqual({
      host: 'keys.example.com',
      'user-agent': 'kept',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'keys.example.com',
      'x-forwarded-proto': 'https',
      'x-request-id': 'req_0123456789abcdef',
      'x-keydesk-inner': 'only-this-process-knows',
    });
  });

  it('keeps what it wrote when Next asks itself', () => {
    const inner = request({
      peer: '127.0.0.1',
      headers: {
        host: '127.0.0.1:3000',
        'x-keydesk-inner': 'only-this-process-knows',
        'x-forwarded-for': '203.0.113.9',
        'x-request-id': 'req_first',
      },
    });
    expect(rewriteHeaders(inner, door)).toBe('req_first');
    expect(inner.headers).toMatchObject({ host: 'keys.example.com', 'x-forwarded-for': '203.0.113.9' });
  });

  it('believes a trusted proxy about the address', () => {
    const proxied = request({ peer: '::ffff:10.0.0.2', headers: { 'x-forwarded-for': '1.2.3.4, 198.51.100.7' } });
    rewriteHeaders(proxied, door);
    expect(proxied.headers['x-forwarded-for']).toBe('198.51.100.7');
  });
});
