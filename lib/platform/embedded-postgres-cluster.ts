import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { environmentWith } from './config';
import { type DatabaseUser, findDatabaseUser } from './embedded-postgres-user';

/** Owns the cluster; used only to make databases and roles. */
export const SUPERUSER = 'keydesk';

/** Where one embedded cluster lives, and how its programs are run. */
export type Cluster = {
  /** PGDATA. */
  dir: string;
  /** Beside the cluster, so that DATABASE_URL stays the same over restarts. */
  portFile: string;
  logFile: string;
  user: DatabaseUser;
};

const DRAFT_PREFIX = 'initdb-';
const ABANDONED_AFTER_MS = 60 * 60 * 1000;
const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;

// fsync, full_page_writes and synchronous_commit keep their safe defaults.
const MIB = 2 ** 20;
/** Memory is taken when it is used: a small installation stays small, and one with a million keys has its indexes at hand. */
const SHARED_BUFFERS = Math.min(Math.max(Math.floor(os.totalmem() / 16 / MIB), 64), 512);

const SETTINGS = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''   # a socket's path may not exceed 107 bytes; a clone's folder may
max_connections = 100
shared_buffers = ${SHARED_BUFFERS}MB
max_wal_size = 256MB
timezone = 'UTC'
log_timezone = 'UTC'
wal_level = minimal
max_wal_senders = 0
max_worker_processes = 4
max_parallel_workers_per_gather = 0
io_method = sync
jit = off
huge_pages = off
autovacuum_max_workers = 1
`;

/** The environment of PostgreSQL's programs: nothing of ours, least of all our secrets. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  // Next's types demand NODE_ENV of every environment; PostgreSQL does not know it.
  return { PATH: environmentWith({})['PATH'], LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' };
}

export function postgresProgram(name: 'initdb' | 'postgres'): string {
  return path.join(nativeFolder(), 'bin', name);
}

function nativeFolder(): string {
  const packageName = `@embedded-postgres/${PLATFORM}-${process.arch}`;
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(packageName)), '../native');
  } catch (cause) {
    throw new Error(`there is no embedded PostgreSQL for ${PLATFORM} on ${process.arch}: set DATABASE_URL`, { cause });
  }
}

/** Finds or makes the cluster below `dataDir`. Any number of starters may do so at once; one cluster results. */
export async function openCluster(dataDir: string): Promise<Cluster> {
  linkLibraries();
  // 0711, so that the server's user may pass. What lies in it is closed file by file.
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const dir = path.join(dataDir, 'postgres');
  const cluster: Cluster = {
    dir,
    portFile: path.join(dataDir, 'postgres.port'),
    logFile: path.join(dataDir, 'postgres.log'),
    user: findDatabaseUser(postgresProgram('postgres'), dataDir, dir),
  };
  deleteAbandonedDrafts(dataDir);
  if (!fs.existsSync(dir)) await createCluster(cluster, dataDir);
  return cluster;
}

/** Passwords live in the cluster's folder (0700, the files 0600): they come and go together with it. */
export function readPassword(cluster: Cluster, role: 'superuser' | 'app'): string {
  return fs.readFileSync(passwordFile(cluster.dir, role), 'utf8');
}

function passwordFile(clusterDir: string, role: 'superuser' | 'app'): string {
  return path.join(clusterDir, `keydesk-${role}.password`);
}

/**
 * The package's own install script makes these links; npm may not have run it, and PostgreSQL then dies with
 * "libicui18n.so.60: cannot open shared object file".
 */
function linkLibraries(): void {
  const native = nativeFolder();
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]; // Ships with the package.
  for (const { source, target } of links) {
    try {
      fs.symlinkSync(path.basename(source), path.join(native, '..', target));
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}

/** Made aside and renamed: a kill half-way, or a second starter, never leaves a broken cluster behind. */
async function createCluster(cluster: Cluster, dataDir: string): Promise<void> {
  const draft = fs.mkdtempSync(path.join(dataDir, DRAFT_PREFIX));
  const password = randomBytes(24).toString('base64url');
  const givenPassword = `${draft}.password`; // A file, since node's pipes are sockets, which initdb cannot open by name.
  fs.writeFileSync(givenPassword, password, { mode: 0o600, flag: 'wx' });
  cluster.user.own(draft);
  cluster.user.own(givenPassword);
  try {
    await runInitdb(cluster.user, draft, givenPassword);
  } finally {
    fs.rmSync(givenPassword, { force: true });
  }
  fs.appendFileSync(path.join(draft, 'postgresql.conf'), SETTINGS);
  fs.writeFileSync(passwordFile(draft, 'superuser'), password, { mode: 0o600 });
  fs.writeFileSync(passwordFile(draft, 'app'), randomBytes(24).toString('base64url'), { mode: 0o600 });
  try {
    fs.renameSync(draft, cluster.dir);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
    fs.rmSync(draft, { recursive: true }); // Another starter was first; its cluster is as good.
  }
}

function runInitdb(user: DatabaseUser, draft: string, givenPassword: string): Promise<void> {
  const { command, args, options } = user.launch(postgresProgram('initdb'), [
    `--pgdata=${draft}`,
    `--username=${SUPERUSER}`,
    '--auth=scram-sha-256',
    `--pwfile=${givenPassword}`,
    '--encoding=UTF8',
    '--locale=C',
    // Ordering by code point, the same on every machine and after every upgrade of its C library.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]);
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(command, args, { ...options, env: postgresEnvironment(), cwd: '/', stdio: 'pipe' });
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb failed: ${output.trim()}`))));
  });
}

/** A start that was killed inside initdb leaves its draft; one that is still at work is younger than an hour. */
function deleteAbandonedDrafts(dataDir: string): void {
  const nowMs = performance.timeOrigin + performance.now();
  for (const name of fs.readdirSync(dataDir)) {
    if (!name.startsWith(DRAFT_PREFIX)) continue;
    const draft = path.join(dataDir, name);
    const changedMs = fs.statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? nowMs;
    if (nowMs - changedMs > ABANDONED_AFTER_MS) fs.rmSync(draft, { recursive: true, force: true });
  }
}

/** Whether `error` is a system error with one of `codes`. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
