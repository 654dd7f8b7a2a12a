import fs from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';

type Encoding = 'br' | 'gzip';
type CompressedFile = { type: string; bodies: Record<Encoding, Buffer> };

const TYPES: Record<string, string> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
};

/**
 * Scripts and styles as the build compressed them (`bin/setup/compress.mjs`): Next would compress each anew for each answer, and
 * knows gzip alone. About a megabyte in memory. Whatever is not found here is Next's to answer.
 */
export class StaticFiles {
  readonly #files = new Map<string, CompressedFile>();

  /** @param folder what Next serves as `/_next/static` */
  constructor(folder: string) {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
      const type = TYPES[path.extname(entry.name)];
      const file = path.join(entry.parentPath, entry.name);
      if (type === undefined || !fs.existsSync(`${file}.br`) || !fs.existsSync(`${file}.gz`)) continue;
      const url = `/_next/static/${path.relative(folder, file).split(path.sep).join('/')}`;
      this.#files.set(url, {
        type,
        bodies: { br: fs.readFileSync(`${file}.br`), gzip: fs.readFileSync(`${file}.gz`) },
      });
    }
  }

  /** Answers a request for a file that the client takes compressed. @returns whether it did */
  serve({ method, url = '', headers }: IncomingMessage, response: ServerResponse): boolean {
    if (method !== 'GET' && method !== 'HEAD') return false;
    const file = this.#files.get(url.split('?', 1)[0] ?? '');
    const encoding = acceptedEncoding(String(headers['accept-encoding'] ?? ''));
    if (file === undefined || encoding === null) return false;
    const body = file.bodies[encoding];
    response.writeHead(200, {
      'content-type': file.type,
      'content-encoding': encoding,
      'content-length': body.length,
      // The name of a file changes with its content.
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
    });
    response.end(method === 'HEAD' ? undefined : body);
    return true;
  }
}

/** The smaller of the two that the client takes; `q=0` says that it does not. */
export function acceptedEncoding(header: string): Encoding | null {
  const accepted = new Set<string>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim());
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) accepted.add(name);
  }
  if (accepted.has('br')) return 'br';
  return accepted.has('gzip') ? 'gzip' : null;
}
