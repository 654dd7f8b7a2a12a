import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentWith } from '@/lib/platform/config';
import { findFreePort } from '@/lib/platform/embedded-postgres';

/** A command as a person starts it, and everything that it has said so far. */
export type Run = { process: ChildProcess; output: () => string; ended: Promise<number | null> };

export type ProgramName = 'console' | 'verifier' | 'worker';

/** It may have to install and build first. */
const START_PATIENCE_MS = 300_000;

/** Keydesk on this machine as a person runs it: real processes, in a data folder and on ports of its own. */
export class RunningKeydesk {
  readonly dataDir: string;
  readonly ports: { console: number; verifier: number };
  readonly #started = new Set<ChildProcess>();

  private constructor(dataDir: string, ports: { console: number; verifier: number }) {
    this.dataDir = dataDir;
    this.ports = ports;
  }

  static prepare(): Promise<RunningKeydesk> {
    return RunningKeydesk.at(fs.mkdtempSync(path.join(tmpdir(), 'keydesk-system-')));
  }

  /** In a folder that may have been run before. */
  static async at(dataDir: string): Promise<RunningKeydesk> {
    return new RunningKeydesk(dataDir, { console: await findFreePort(), verifier: await findFreePort() });
  }

  run(command: string, changes: Record<string, string> = {}): Run {
    const own = environmentWith({}); // Of it only this: a developer's settings must not decide what the test sees.
    const child = spawn(process.execPath, ['bin/keydesk.mjs', command], {
      env: {
        PATH: own['PATH'],
        HOME: own['HOME'],
        NODE_ENV: 'production',
        KEYDESK_DATA_DIR: this.dataDir,
        PORT: String(this.ports.console),
        VERIFIER_PORT: String(this.ports.verifier),
        ...changes,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#started.add(child);
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    return { process: child, output: () => output, ended };
  }

  /** Whether there is a database to look at. */
  get hasStarted(): boolean {
    return fs.existsSync(path.join(this.dataDir, 'postgres'));
  }

  /** `npm start`, until it says that it serves. @throws Error with its words when it ends instead */
  async start(changes: Record<string, string> = {}): Promise<Run> {
    const keydesk = this.run('start', changes);
    const hasSpoken = () => /^Console {3}http/m.test(keydesk.output());
    await until('start', () => hasSpoken() || keydesk.process.exitCode !== null, START_PATIENCE_MS);
    if (!hasSpoken()) throw new Error(`npm start ended: ${keydesk.output()}`);
    return keydesk;
  }

  /** Whether console and verifier both say that they are ready. */
  async serves(): Promise<boolean> {
    return (
      (await httpStatus(this.ports.console, '/readyz')) === 200 &&
      (await httpStatus(this.ports.verifier, '/readyz')) === 200
    );
  }

  get databasePort(): string {
    return this.#read('postgres.port');
  }

  /** As the programs connect. */
  get databaseUrl(): string {
    const password = this.#read('postgres/keydesk-app.password');
    return `postgresql://keydesk_app:${password}@127.0.0.1:${this.databasePort}/keydesk`;
  }

  /** For what only the superuser may do. */
  get superuserUrl(): string {
    const password = this.#read('postgres/keydesk-superuser.password');
    return `postgresql://keydesk:${password}@127.0.0.1:${this.databasePort}/keydesk`;
  }

  get secret(): string {
    return this.#read('secret').trim();
  }

  /** `NaN` while there is none: a server that recovers takes the file away and writes it anew. */
  databasePid(): number {
    const file = path.join(this.dataDir, 'postgres/postmaster.pid');
    return Number((readIfThere(file) ?? 'NaN').split('\n', 1)[0] || 'NaN');
  }

  /** `NaN` while there is none. */
  programPid(supervisor: Run, program: ProgramName): number {
    const isIt = (child: number) => commandLine(child).includes(`dist/${program}.mjs`);
    return childrenOf(supervisor.process.pid ?? 0).find(isIt) ?? Number.NaN;
  }

  /** Ends whatever the test left running, and forgets the data. */
  async end(): Promise<void> {
    await this.stop();
    fs.rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  }

  /** Ends whatever still runs. */
  async stop(): Promise<void> {
    const database = fs.existsSync(path.join(this.dataDir, 'postgres/postmaster.pid')) ? this.databasePid() : undefined;
    const programs = [...this.#started].flatMap(({ pid }) => (pid === undefined ? [] : childrenOf(pid)));
    for (const child of this.#started) child.kill('SIGKILL');
    // They would end by themselves, and write on until they do.
    const orphans = programs.filter((pid) => pid !== database);
    for (const pid of orphans) killIfAlive(pid);
    await until('the programs end', () => !orphans.some(isAlive), 10_000);
    if (database !== undefined && isAlive(database)) {
      process.kill(database, 'SIGQUIT');
      await until('the database ends', () => !isAlive(database), 60_000);
    }
  }

  #read(file: string): string {
    return fs.readFileSync(path.join(this.dataDir, file), 'utf8');
  }
}

/** The processes that a process started and that still run. */
export function childrenOf(pid: number): number[] {
  const listed = readIfThere(`/proc/${pid}/task/${pid}/children`)?.trim() ?? '';
  return listed === '' ? [] : listed.split(' ').map(Number);
}

function readIfThere(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** @returns how long it took, in milliseconds */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<number> {
  const startedAt = performance.now();
  while (!(await isSo())) {
    if (performance.now() - startedAt > withinMs) throw new Error(`${what}: not within ${withinMs} ms`);
    await sleep(25);
  }
  return performance.now() - startedAt;
}

/** The status that GET `at` is answered with; 0 when there is no answer. */
export function httpStatus(port: number, at: string): Promise<number> {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path: at, agent: false, timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(0));
  });
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export function isAlive(pid: number): boolean {
  return commandLine(pid) !== '';
}

/** Empty for a process that ended, also one that nobody has waited for yet. */
function commandLine(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
