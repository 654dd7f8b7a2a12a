import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { hasCode } from './embedded-postgres-cluster';
import { parseSecret } from './setting-values';

const SECRET_BYTES = 32;

/**
 * The secret of an embedded installation, made at its first start. Kept beside the database, not in it, so that a copy
 * of the database alone opens nothing.
 * @returns base64, as KEYDESK_SECRET takes it
 * @throws ConfigError when the file was cut or replaced by something weak
 */
export function readOrMakeSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret');
  const draft = `${file}.${process.pid}`;
  if (!fs.existsSync(file)) {
    fs.writeFileSync(draft, randomBytes(SECRET_BYTES).toString('base64'), { mode: 0o600, flush: true });
    try {
      fs.linkSync(draft, file); // Whole or not at all, and never over one that is there.
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    } finally {
      fs.rmSync(draft, { force: true });
    }
  }
  const text = fs.readFileSync(file, 'utf8').trim();
  parseSecret(`KEYDESK_SECRET (from ${file})`, text);
  return text;
}
