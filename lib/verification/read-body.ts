import type { IncomingMessage } from 'node:http';

/** What a body may have at most, in bytes (CONTRACT §3). */
export const LARGEST_BODY = 16 * 1024;

/** What is read and thrown away of a body that is too large: a client that is cut off while it writes sees no answer. */
const MOST_DISCARDED = 1024 * 1024;

/**
 * Reads the whole body and hands it over once, or null when it is too large, in the turn of the loop in which it ended. Never
 * does when the client goes away: nobody waits for it then.
 *
 * @param use must not throw
 */
export function whenRead(request: IncomingMessage, use: (body: Buffer | null) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let isHandedOver = false;
  const handOver = (body: Buffer | null) => {
    if (isHandedOver) return; // What is too large goes on coming.
    isHandedOver = true;
    use(body);
  };
  if (isAnnouncedTooLarge(request)) handOver(null);
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
    else if (size > MOST_DISCARDED) handOver(null);
  });
  request.on('end', () => handOver(size > LARGEST_BODY ? null : joined(chunks)));
}

/** Whether the head says already that more comes than would even be thrown away: nobody has to wait for that. */
export function isAnnouncedTooLarge({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? 0) > MOST_DISCARDED;
}

/** As `whenRead`, for those who wait for more than the body. */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => whenRead(request, resolve));
}

/** A body nearly always comes in one piece. */
function joined(chunks: Buffer[]): Buffer {
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}
