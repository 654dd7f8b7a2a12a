import { once } from 'node:events';
import type http from 'node:http';
import { Server as NetServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { SECOND } from '@/lib/kernel/instant';

/** A kept-alive connection on which nothing was asked for so long has no request on its way. */
const IDLE_GRACE = SECOND;
/** What requests under way may still take; a gateway has given up on them by then. */
const LONGEST = 5 * SECOND;
const LOOKED_AT_EVERY = 100;

/**
 * Takes no new connections and lets every other one end without losing a request: after its next answer, which says
 * `Connection: close` while draining, or when it has been idle for a while. `http.Server.close` would cut idle connections at
 * once, and with them the requests that clients are just writing.
 */
export async function drain(server: http.Server): Promise<void> {
  const closed = once(server, 'close');
  NetServer.prototype.close.call(server);
  const startedAt = performance.now();
  const look = setInterval(() => {
    const waited = performance.now() - startedAt;
    if (waited > LONGEST) server.closeAllConnections();
    else if (waited > IDLE_GRACE) server.closeIdleConnections();
  }, LOOKED_AT_EVERY);
  await closed;
  clearInterval(look);
}
