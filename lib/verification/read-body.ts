import type { IncomingMessage } from 'node:http';

/** What a body may have at most, in bytes (CONTRACT §3). */
export const LARGEST_BODY = 16 * 1024;

/** What is read and thrown away of a body that is too large: a client that is cut off while it writes sees no answer. */
const MOST_DISCARDED = 1024 * 1024;

/**
 * Reads the whole body and hands it over once, or null when it is too large, in the turn of the loop in which it ended. Never
 * settles when the client goes away: nobody waits for it then.
 *
 * @returns what `use` returns. @throws what `use` throws
 */
export function readBody<T>(request: IncomingMessage, use: (body: Buffer | null) => T | Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let isHandedOver = false;
    const handOver = (body: Buffer | null) => {
      if (isHandedOver) return; // What is too large goes on coming.
      isHandedOver = true;
      try {
        resolve(use(body));
      } catch (error) {
        reject(error);
      }
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
      else if (size > MOST_DISCARDED) handOver(null);
    });
    request.on('end', () => handOver(size > LARGEST_BODY ? null : joined(chunks)));
  });
}

/** A body nearly always comes in one piece. */
function joined(chunks: Buffer[]): Buffer {
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}
