import { execFileSync, type SpawnOptions, spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** A command as `spawn` takes it. */
type Launch = { command: string; args: string[]; options: Pick<SpawnOptions, 'uid' | 'gid'> };

/** How programs of PostgreSQL are run: it refuses to be started by root. */
export type DatabaseUser = {
  launch: (program: string, args: readonly string[]) => Launch;
  /** Hands a file or folder that we made to the user the server runs as. */
  own: (file: string) => void;
};

type Account = { uid: number; gid: number };

/**
 * Finds the way in which PostgreSQL's programs can run here, reach `postgresProgram` and pass `dataDir`.
 *
 * An ordinary user needs none. For root the first that works is taken:
 * 1. a user namespace in which root merely looks like `nobody`: nothing on the machine changes, folders closed to
 *    others (a clone below `mktemp -d`) stay closed, and it holds no capability; some containers refuse it;
 * 2. the user `postgres` (or whoever owns the cluster), where every folder above is open to others;
 * 3. the same with the one capability that lets it pass closed folders, through `setpriv`.
 * @param clusterDir the folder of an existing cluster: its owner has to be the one who runs it
 * @throws Error with one line that says what to do
 */
export function findDatabaseUser(postgresProgram: string, dataDir: string, clusterDir: string): DatabaseUser {
  const direct: DatabaseUser['launch'] = (program, args) => ({ command: program, args: [...args], options: {} });
  if (process.getuid?.() !== 0) return { launch: direct, own: () => {} };

  const canStart = (launch: DatabaseUser['launch']) => isUsable(launch, postgresProgram, dataDir);
  const owner = fs.existsSync(clusterDir) ? fs.statSync(clusterDir) : undefined;
  if (owner === undefined || owner.uid === 0) {
    const launch = findNamespace();
    if (launch !== undefined && canStart(launch)) return { launch, own: () => {} };
  }
  const account = owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : postgresAccount();
  if (account !== undefined) {
    const own = (file: string) => fs.chownSync(file, account.uid, account.gid);
    const launch = [switchUser(account), switchUserPassingClosedFolders(account)].find(canStart);
    if (launch !== undefined) return { launch, own };
  }
  throw new Error(
    `PostgreSQL cannot run as root here: start Keydesk as an ordinary user who owns its folder, open the folders above ${dataDir} to others (chmod o+x), or set DATABASE_URL`,
  );
}

/** Whether the version can be asked for from inside the data folder: proves the way to both. */
function isUsable(launch: DatabaseUser['launch'], postgresProgram: string, dataDir: string): boolean {
  const { command, args, options } = launch('/bin/sh', [
    '-c',
    'cd "$1" && exec "$2" -V',
    'sh',
    dataDir,
    postgresProgram,
  ]);
  return spawnSync(command, args, { ...options, cwd: '/', stdio: 'ignore' }).status === 0;
}

function findNamespace(): DatabaseUser['launch'] | undefined {
  const nobody = findAccount('nobody');
  if (nobody === undefined) return undefined;
  const mapping = ['--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`];
  return (program, args) => ({ command: 'unshare', args: [...mapping, program, ...args], options: {} });
}

function switchUser(account: Account): DatabaseUser['launch'] {
  return (program, args) => ({ command: program, args: [...args], options: account });
}

function switchUserPassingClosedFolders({ uid, gid }: Account): DatabaseUser['launch'] {
  const kept = '-all,+dac_read_search';
  const privileges = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    // Without this, access(2) inside initdb still answers for a user without the capability.
    '--securebits=+no_setuid_fixup',
    `--inh-caps=${kept}`,
    `--ambient-caps=${kept}`,
    `--bounding-set=${kept}`,
  ];
  return (program, args) => ({ command: 'setpriv', args: [...privileges, program, ...args], options: {} });
}

/** The system's user `postgres`, made if it is missing. A user of its own, so that no other service reads the files. */
function postgresAccount(): Account | undefined {
  const existing = findAccount('postgres');
  if (existing !== undefined) return existing;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  return findAccount('postgres');
}

function findAccount(name: string): Account | undefined {
  try {
    const ask = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined; // No such user, or no `id` on this machine: the caller tries the next way.
  }
}
