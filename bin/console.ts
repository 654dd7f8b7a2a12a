// `npm run console`: the pages. A server of our own around Next, because `next start` keeps a client's own
// X-Forwarded-For, and the addresses in limits, sign-in lists and the audit could then be forged.
import { hkdfSync } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import { TrustedNetworks } from '@/lib/platform/client-address';
import { type Config, config, setEnvironment } from '@/lib/platform/config';
import { assertPortFree } from '@/lib/platform/listening-port';
import { localUrl } from '@/lib/platform/local-url';
import { log } from '@/lib/platform/log';
import { prepareProgram } from '@/lib/platform/prepare-program';
import { announceReady, onStop, runProgram } from '@/lib/platform/process-lifecycle';
import { newId, newToken } from '@/lib/platform/random';
import { setBrowserRules, tellRules } from './console/browser-rules';
import { admit, type FrontDoor, rewriteHeaders } from './console/front-door';
import { Health } from './console/health';
import { StaticFiles } from './console/static-files';

type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;

void runProgram(async () => {
  const settings = config();
  await prepareProgram();
  const { host, port } = settings.console;
  await assertPortFree(host, port, { host: 'HOST', port: 'PORT' });
  setUpNextAuth(settings);
  // Where Next reaches itself: by the inner address, since the public one may lead through a proxy, or nowhere from here.
  setEnvironment({ __NEXT_PRIVATE_ORIGIN: localUrl({ host, port }) });

  const app = next({ dev: false, dir: process.cwd(), hostname: host, port });
  await app.prepare();
  const health = new Health(settings);
  const files = new StaticFiles('.next/static');
  const pages = app.getRequestHandler();
  const server = createServer(settings, health, async (request, response) => {
    if (!files.serve(request, response)) await pages(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  onStop(async () => {
    await drain(server);
    await Promise.all([app.close(), health.close()]);
  });
  log.info({ address: settings.console.url, host, port }, 'the console serves');
  announceReady();
});

/** next-auth reads its settings from the environment alone. Its secret signs nothing of ours, but it insists on one. */
function setUpNextAuth({ console: pages, secret }: Config): void {
  if (secret === undefined) throw new Error('KEYDESK_SECRET is not set');
  const derived = hkdfSync('sha256', secret, new Uint8Array(0), 'keydesk/next-auth/v1', 32);
  setEnvironment({ NEXTAUTH_URL: pages.url, NEXTAUTH_SECRET: Buffer.from(derived).toString('base64') });
}

function createServer(settings: Config, health: Health, handle: NextHandler): http.Server {
  const door: FrontDoor = {
    publicUrl: new URL(settings.console.url),
    trusted: new TrustedNetworks(settings.trustedProxies),
    newRequestId: () => newId('req'),
    innerMark: newToken(),
  };
  const options = { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS };
  const server = http.createServer(options, (request, response) => {
    if (!server.listening) response.setHeader('connection', 'close'); // Draining: the next request goes elsewhere.
    answer(request, response, door, health, handle).catch((error) => {
      log.error({ err: error }, 'a request failed before it reached a page');
      if (!response.headersSent) response.writeHead(500, PLAIN);
      response.end('Something failed on our side.\n');
    });
  });
  return server;
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  door: FrontDoor,
  health: Health,
  handle: NextHandler,
): Promise<void> {
  const rules = setBrowserRules(response, door.publicUrl.protocol === 'https:');
  const admission = admit(request, door);
  switch (admission.kind) {
    case 'pass':
      response.setHeader('x-request-id', rewriteHeaders(request, door));
      tellRules(request, rules);
      return handle(request, response);
    case 'health': {
      const isUp = admission.path === '/livez' || (await health.isReady());
      response
        .writeHead(isUp ? 200 : 503, isUp ? PLAIN : { ...PLAIN, 'retry-after': '1' })
        .end(isUp ? 'ok\n' : 'not ready\n');
      return;
    }
    case 'redirect':
      // Not to be kept: the public address may be another one tomorrow.
      response.writeHead(308, { ...PLAIN, location: admission.location }).end();
      return;
    case 'refuse':
      // Its body is not read, so the connection cannot be used again.
      response.writeHead(admission.status, { ...PLAIN, connection: 'close' }).end(`${admission.reason}\n`);
      return;
  }
}

/** Accepts no more, and waits for what is under way; connections that merely wait are closed. */
function drain(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // A kept connection falls idle only when its last answer is out.
    setInterval(() => server.closeIdleConnections(), 100).unref();
  });
}
