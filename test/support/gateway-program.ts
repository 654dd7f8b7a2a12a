import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The path of a gateway's program: the machine's own, or installed by apt as root from the Debian package of that name. Null,
 * and said loudly, where neither is possible.
 */
export function gatewayProgram(name: GatewayName): string | null {
  const found = installed(name) ?? install(name);
  if (found === null) {
    process.stderr.write(`SKIPPED: ${name} is not installed, and only root can install it here, with apt-get.\n`);
  }
  return found;
}

function installed(name: string): string | null {
  for (const folder of ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin']) {
    if (existsSync(`${folder}/${name}`)) return `${folder}/${name}`;
  }
  const found = spawnSync('which', [name], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim() : null;
}

function install(name: string): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  // Of this run level services are not started: the tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { env, stdio: 'ignore' });
  } catch {
    return null;
  }
  return installed(name);
}

export type GatewayName = 'nginx' | 'caddy' | 'haproxy';

/** The files of each, the first of which is its configuration, and how it is started with that, staying in the foreground. */
const GATEWAYS: Record<GatewayName, { files: readonly string[]; run: (file: string, dir: string) => string[] }> = {
  nginx: {
    files: ['nginx.conf'],
    run: (file, dir) => {
      const settings = `daemon off; master_process off; pid ${dir}/pid; error_log stderr;`;
      return ['-p', dir, '-c', file, '-g', settings];
    },
  },
  caddy: { files: ['Caddyfile'], run: (file) => ['run', '--adapter', 'caddyfile', '--config', file] },
  haproxy: { files: ['haproxy/haproxy.cfg', 'haproxy/keydesk.lua'], run: (file) => ['-db', '-f', file] },
};

/**
 * Starts it with its files of `examples/`, of which only the addresses are changed.
 *
 * @throws with what it wrote, when it does not listen within half a minute
 */
export async function startGateway(name: GatewayName, program: string, ports: { verifier: number; upstream: number }) {
  const { files, run } = GATEWAYS[name];
  const dir = await mkdtemp(path.join(tmpdir(), 'keydesk-gateway-'));
  const port = await freePort();
  const placed = await Promise.all(
    files.map(async (file) => {
      const text = (await readFile(path.join('examples', file), 'utf8'))
        .replaceAll(':8000', `:${port}`)
        .replaceAll('127.0.0.1:3001', `127.0.0.1:${ports.verifier}`)
        .replaceAll('127.0.0.1:8080', `127.0.0.1:${ports.upstream}`)
        .replace('lua-load keydesk.lua', `lua-load ${dir}/keydesk.lua`);
      const to = path.join(dir, path.basename(file));
      await writeFile(to, text);
      return to;
    }),
  );
  // Caddy keeps its state at home, and has a port for its administration, which two of them would share.
  const env = { ...process.env, HOME: dir, XDG_CONFIG_HOME: dir, XDG_DATA_HOME: dir, CADDY_ADMIN: 'off' };
  const gateway = spawn(program, run(placed[0] ?? '', dir), { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [gateway.stdout, gateway.stderr]) stream.on('data', (chunk) => (output += chunk));
  const stop = async () => {
    const ended = gateway.exitCode === null ? once(gateway, 'exit') : null;
    gateway.kill('SIGKILL');
    await ended;
    await rm(dir, { recursive: true, force: true });
  };
  for (const deadline = performance.now() + 120_000; !(await isListening(port)); await sleep(50)) {
    if (gateway.exitCode === null && performance.now() < deadline) continue;
    await stop();
    throw new Error(`${name} does not listen: ${output}`);
  }
  return { port, stop };
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function isListening(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  return new Promise<boolean>((resolve) => {
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
  }).finally(() => socket.destroy());
}
