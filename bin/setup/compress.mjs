import fs from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** What `bin/console/static-files.ts` serves. */
const TEXT = /\.(js|css)$/;
/** Below that a compressed answer saves nothing that anybody would notice. */
const WORTH_BYTES = 1024;

/**
 * Writes `<file>.br` and `<file>.gz` beside each script and style below `folder`. Once for each build and as small as they get,
 * which takes longer than an answer may.
 * @param {string} folder
 */
export function compressTexts(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !TEXT.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const text = fs.readFileSync(file);
    if (text.length < WORTH_BYTES) continue;
    fs.writeFileSync(
      `${file}.br`,
      brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }),
    );
    fs.writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
  }
}
