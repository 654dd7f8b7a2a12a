import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressTexts } from '../setup/compress.mjs';
import { acceptedEncoding, StaticFiles } from './static-files';

const SCRIPT = 'export const sentence = "a key that nobody uses is a key that nobody misses";\n'.repeat(40);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keydesk-static-'));
let server: http.Server;

beforeAll(async () => {
  fs.mkdirSync(path.join(folder, 'chunks'));
  fs.writeFileSync(path.join(folder, 'chunks/a.js'), SCRIPT);
  fs.writeFileSync(path.join(folder, 'chunks/small.js'), '1;');
  compressTexts(folder);
  const files = new StaticFiles(folder);
  server = http.createServer((request, response) => {
    if (!files.serve(request, response)) response.writeHead(404).end('Next');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
  fs.rmSync(folder, { recursive: true });
});

type Answer = { status: number | undefined; headers: http.IncomingHttpHeaders; body: Buffer };

function get(url: string, encodings: string, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as { port: number }; // it listens on a port
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: url, method, headers: { 'accept-encoding': encodings } };
    http
      .request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      })
      .on('error', reject)
      .end();
  });
}

describe('a script of the pages', () => {
  it('is sent as brotli where the browser takes it, for good and with its length', async () => {
    const { status, headers, body } = await get('/_next/static/chunks/a.js', 'gzip, deflate, br, zstd');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'application/javascript; charset=UTF-8',
      'content-length': String(body.length),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
  });

  it('is sent as gzip where the browser takes that alone', async () => {
    const { headers, body } = await get('/_next/static/chunks/a.js?dpl=1', 'gzip');
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).toString()).toBe(SCRIPT);
  });

  it('is announced to HEAD without a body', async () => {
    const { status, headers, body } = await get('/_next/static/chunks/a.js', 'br', 'HEAD');
    expect([status, headers['content-encoding'], body.length]).toEqual([200, 'br', 0]);
  });

  it.each([
    ['is left to Next where nothing compressed is taken', '/_next/static/chunks/a.js', 'identity', 'GET'],
    ['is left to Next where it is too small to be compressed', '/_next/static/chunks/small.js', 'br', 'GET'],
    ['is not read from elsewhere', '/_next/static/../static/chunks/a.js', 'br', 'GET'],
    ['is not posted to', '/_next/static/chunks/a.js', 'br', 'POST'],
  ])('%s', async (_name, url, encodings, method) => {
    expect(await get(url, encodings, method)).toMatchObject({ status: 404, body: Buffer.from('Next') });
  });
});

it.each([
  ['gzip, deflate, br', 'br'],
  ['BR;q=0.5, gzip', 'br'],
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0.000, gzip; q=0', null],
  ['brotli', null],
  ['', null],
])('of "%s" it takes %s', (header, encoding) => {
  expect(acceptedEncoding(header)).toBe(encoding);
});
