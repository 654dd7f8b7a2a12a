import type { IncomingMessage } from 'node:http';

/** What a body may have at most, in bytes (CONTRACT §3). */
export const LARGEST_BODY = 16 * 1024;

/** What is read and thrown away of a body that is too large: a client that is cut off while it writes sees no answer. */
const MOST_DISCARDED = 1024 * 1024;

/** The whole body, or null when it is too large. Never settles when the client goes away: nobody waits for it then. */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
      else if (size > MOST_DISCARDED) resolve(null);
    });
    request.on('end', () => resolve(size > LARGEST_BODY ? null : joined(chunks)));
    // Without a listener the loss of the connection would be an uncaught exception.
    request.on('error', () => request.destroy());
  });
}

/** A body nearly always comes in one piece. */
function joined(chunks: Buffer[]): Buffer {
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}
