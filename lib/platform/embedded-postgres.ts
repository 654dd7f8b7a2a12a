import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  type Cluster,
  hasCode,
  openCluster,
  postgresEnvironment,
  postgresProgram,
  readPassword,
  SUPERUSER,
} from './embedded-postgres-cluster';

/** The database that Keydesk's programs use, and the role that owns it: no superuser, and it cannot make either. */
const APP_DATABASE = 'keydesk';
export const APP_ROLE = 'keydesk_app';

/** A running embedded server, started by us or found running. */
export type EmbeddedServer = {
  pid: number;
  port: number;
  /** For making databases; programs get `appUrl`. */
  superuserUrl: (database: string) => string;
  /** As the unprivileged role that owns the database. */
  appUrl: string;
  isAlive: () => boolean;
  /** Ends it cleanly, and waits until it has. A server that is gone already is no error. */
  stop: () => Promise<void>;
};

type StartOptions = {
  /** Extra `name=value` settings, such as `fsync=off` for a test server. */
  settings?: readonly string[];
};

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const LARGEST_LOG_BYTES = 16 * 1024 * 1024;
/** Any number that nothing else locks: starters that make role and database at once take turns. */
const SETUP_LOCK = 72_707_370;

/**
 * Starts the cluster below `dataDir`, or attaches to the server that already runs there (its supervisor was killed).
 * The caller makes sure that only one supervisor at a time lives on a data folder: whoever stops the server takes it
 * from the other.
 * @throws Error with PostgreSQL's own words when it does not start within a minute
 */
export async function startEmbeddedPostgres(dataDir: string, options: StartOptions = {}): Promise<EmbeddedServer> {
  const cluster = await openCluster(dataDir);
  for (const deadline = performance.now() + START_TIMEOUT_MS; ; await sleep(30)) {
    const { pid, port } = await startOrAttach(cluster, options);
    fs.writeFileSync(cluster.portFile, String(port));
    const server = describeServer(cluster, pid, port);
    try {
      await createAppDatabase(server, readPassword(cluster, 'app'));
      return server;
    } catch (error) {
      // A server that is just dying, or stopping for its last supervisor, still has its pid file.
      if (!isUnreachable(error) || performance.now() > deadline) throw error;
    }
  }
}

function describeServer(cluster: Cluster, pid: number, port: number): EmbeddedServer {
  const url = (role: string, password: string, database: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
  return {
    pid,
    port,
    superuserUrl: (database) => url(SUPERUSER, readPassword(cluster, 'superuser'), database),
    appUrl: url(APP_ROLE, readPassword(cluster, 'app'), APP_DATABASE),
    isAlive: () => isServerOf(pid, cluster.dir),
    stop: () => stopServer(pid, cluster.dir),
  };
}

/** 57P01–57P03: shutting down, crashed, not yet accepting. pg itself gives no code when the server hangs up. */
function isUnreachable(error: unknown): boolean {
  if (hasCode(error, 'ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03')) return true;
  return error instanceof Error && error.message.startsWith('Connection terminated');
}

/** Drops Keydesk's database with everything in it, whoever is connected, and makes it anew and empty. */
export async function recreateAppDatabase(server: EmbeddedServer): Promise<void> {
  await asSuperuser(server, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${APP_DATABASE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${APP_DATABASE} OWNER ${APP_ROLE}`);
  });
}

async function createAppDatabase(server: EmbeddedServer, password: string): Promise<void> {
  await asSuperuser(server, async (client) => {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
    if (role.rowCount === 0) {
      // No parameters in CREATE ROLE; the password is base64url, and quoted all the same.
      await client.query(`CREATE ROLE ${APP_ROLE} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    }
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [APP_DATABASE]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${APP_DATABASE} OWNER ${APP_ROLE}`);
  });
}

async function asSuperuser(server: EmbeddedServer, run: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: server.superuserUrl('postgres'), connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // A connection that breaks rejects the query under way; the event would end the process.
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [SETUP_LOCK]);
    await run(client);
  } finally {
    await client.end(); // Gives the lock back.
  }
}

async function startOrAttach(cluster: Cluster, options: StartOptions): Promise<{ pid: number; port: number }> {
  for (const deadline = performance.now() + START_TIMEOUT_MS; performance.now() < deadline; await sleep(30)) {
    const found = readPidFile(cluster.dir);
    if (found === undefined || !isServerOf(found.pid, cluster.dir)) await launch(cluster, options);
    else if (found.status === 'ready') return { pid: found.pid, port: found.port };
  }
  throw new Error(`PostgreSQL did not become ready within a minute; see ${cluster.logFile}`);
}

/** One attempt. Returns when the server is ready, or when the next attempt has a reason to go better. */
async function launch(cluster: Cluster, options: StartOptions): Promise<void> {
  const { log, offset } = openLog(cluster.logFile);
  const settings = (options.settings ?? []).flatMap((setting) => ['-c', setting]);
  const port = String(await choosePort(cluster.portFile));
  const program = cluster.user.launch(postgresProgram('postgres'), ['-D', cluster.dir, '-p', port, ...settings]);
  const child = spawn(program.command, program.args, {
    ...program.options,
    env: postgresEnvironment(),
    cwd: '/',
    detached: true, // A group of its own: Ctrl-C must not reach it before the programs that still write have ended.
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  child.unref();
  const ended = new Promise<true>((resolve) => {
    child.on('exit', () => resolve(true));
    child.on('error', () => resolve(true));
  });
  const isReady = () => {
    const found = readPidFile(cluster.dir);
    return found?.status === 'ready' && isServerOf(found.pid, cluster.dir);
  };
  while (!(await Promise.race([ended, sleep(20, false)])) && !isReady());
  if (!isReady()) removeObstacle(cluster, fs.readFileSync(cluster.logFile, 'utf8').slice(offset));
}

/** @throws Error with what PostgreSQL said, unless it names something that passes or that we can remove. */
function removeObstacle(cluster: Cluster, said: string): void {
  if (/could not (bind|create any TCP)/.test(said)) {
    fs.rmSync(cluster.portFile, { force: true }); // Taken by another program: the next attempt picks a free port.
  } else if (/lock file .* already exists/.test(said)) {
    // After a crash the recorded pid may by now be another program's, which PostgreSQL cannot tell.
    const found = readPidFile(cluster.dir);
    if (found !== undefined && !isServerOf(found.pid, cluster.dir)) fs.rmSync(path.join(cluster.dir, 'postmaster.pid'));
  } else if (!/still in use/.test(said)) {
    throw new Error(`PostgreSQL did not start: ${said.trim() || `see ${cluster.logFile}`}`);
  }
}

function openLog(file: string): { log: number; offset: number } {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_LOG_BYTES) fs.renameSync(file, `${file}.1`);
  const log = fs.openSync(file, 'a', 0o600);
  return { log, offset: fs.fstatSync(log).size };
}

async function choosePort(portFile: string): Promise<number> {
  const kept = fs.existsSync(portFile) ? Number(fs.readFileSync(portFile, 'utf8')) : 0;
  return Number.isInteger(kept) && kept > 0 && kept < 65_536 ? kept : await findFreePort();
}

/** A port of loopback that nothing listens on at this moment. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

type PidFile = { pid: number; port: number; status: string };

/** The lines of `postmaster.pid`: pid, data folder, start, port, socket folder, address, shared memory, status. */
function readPidFile(clusterDir: string): PidFile | undefined {
  try {
    const lines = fs.readFileSync(path.join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Whether `pid` is a living postmaster of this very cluster, and not some program that was given its number since. */
function isServerOf(pid: number, clusterDir: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (process.platform !== 'linux') return isAlive(pid);
  try {
    if (!fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')) return false; // Empty for a zombie.
  } catch {
    return false; // It ended.
  }
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(clusterDir);
  } catch {
    return isAlive(pid); // Another user's process does not show its folder; a PostgreSQL of that number will be ours.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

async function stopServer(pid: number, clusterDir: string): Promise<void> {
  // "Fast" ends sessions and writes a checkpoint; "immediate" is what a crash is, and the next start recovers from it.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isServerOf(pid, clusterDir)) return;
    process.kill(pid, signal);
    const deadline = performance.now() + STOP_TIMEOUT_MS;
    while (isServerOf(pid, clusterDir) && performance.now() < deadline) await sleep(20);
  }
}
