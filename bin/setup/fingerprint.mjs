import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * A hash over the names and contents of files and folders; what is missing counts as empty. Tests are left out: they
 * go into nothing that is built.
 * @param {readonly string[]} inputs paths relative to the project
 * @returns {string}
 */
export function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) addPath(hash, input);
  return hash.digest('hex');
}

function addPath(hash, at) {
  const stat = fs.statSync(at, { throwIfNoEntry: false });
  if (stat === undefined || /\.test\.tsx?$/.test(at)) return;
  if (stat.isDirectory()) {
    for (const name of fs.readdirSync(at).sort()) addPath(hash, path.join(at, name));
    return;
  }
  const content = fs.readFileSync(at);
  hash.update(`${at}\0${content.length}\0`).update(content);
}

/** Whether `stampFile` was written for `expected`. */
export function isStamped(stampFile, expected) {
  return fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === expected;
}

export function writeStamp(stampFile, value) {
  fs.mkdirSync(path.dirname(stampFile), { recursive: true });
  fs.writeFileSync(stampFile, value);
}
