// A lock file that dies with its owner. Plain JavaScript, since the set-up needs it before anything is compiled.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';

/**
 * Takes the lock, or says who holds it. A lock whose owner ended, however it ended, counts as free.
 * @param {string} file
 * @returns {{ release: () => void } | { heldBy: number }}
 */
export function acquirePidLock(file) {
  const mine = `${process.pid} ${startTimeOf(process.pid)}`;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (createWhole(file, mine)) return { release: () => releaseIfMine(file, mine) };
    const holder = readHolder(file);
    if (holder !== undefined && isRunning(holder)) return { heldBy: holder.pid };
    removeAbandoned(file, holder);
  }
  throw new Error(`cannot take the lock ${file}`);
}

/** Written aside and linked, so that nobody ever reads half of it. */
function createWhole(file, content) {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  fs.writeFileSync(draft, content, { mode: 0o644, flag: 'wx' });
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** @returns {{ pid: number, startTime: string, content: string } | undefined} */
function readHolder(file) {
  try {
    const content = fs.readFileSync(file, 'utf8');
    const [pid = '', startTime = ''] = content.split(' ');
    return { pid: Number(pid), startTime, content };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Two who find the same abandoned lock: the second would remove the first's new one, and puts it back. */
function removeAbandoned(file, holder) {
  const aside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    fs.renameSync(file, aside);
    if (fs.readFileSync(aside, 'utf8') !== holder?.content) fs.linkSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

function releaseIfMine(file, mine) {
  if (readHolder(file)?.content === mine) fs.rmSync(file, { force: true });
}

function isRunning({ pid, startTime }) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return startTimeOf(pid) === startTime;
}

/** Tells a process from a later one with the same number. Where there is no /proc, the number alone has to do. */
function startTimeOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // The name before it may hold blanks.
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '-');
  } catch {
    return '-';
  }
}
