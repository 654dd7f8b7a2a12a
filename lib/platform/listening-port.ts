import net from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode } from './embedded-postgres-cluster';
import { ConfigError } from './setting-values';

/** Programs whose supervisor was killed let go of their ports within a moment. */
const PATIENCE_MS = 2_500;

/**
 * Makes sure that `host` and `port` can be bound, before anything is started that would have to be stopped again.
 * @throws ConfigError naming the variable to change
 */
export async function assertPortFree(host: string, port: number, names: { host: string; port: string }): Promise<void> {
  for (const deadline = performance.now() + PATIENCE_MS; ; await sleep(100)) {
    const error = await tryToBind(host, port);
    if (error === undefined) return;
    if (hasCode(error, 'EADDRNOTAVAIL', 'ENOTFOUND')) {
      throw new ConfigError(`${names.host}: ${host} is no address of this machine`);
    }
    if (hasCode(error, 'EACCES'))
      throw new ConfigError(`${names.port}: port ${port} needs more rights than this user has`);
    if (!hasCode(error, 'EADDRINUSE')) throw error;
    if (performance.now() > deadline) {
      throw new ConfigError(`${names.port}: port ${port} is taken by another program; set ${names.port} to a free one`);
    }
  }
}

function tryToBind(host: string, port: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
