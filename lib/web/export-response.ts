import 'server-only';

/** Chunks of about this size leave together: a line at a time would cost a turn of the loop each. */
const CHUNK_BYTES = 64 * 1024;

/**
 * A file that is written while it is read: memory stays flat however long it is, and a reader who stops ends the reading.
 * What fails in the middle breaks the connection off, so that half a file is not taken for a whole one.
 */
export function exportResponse(fileName: string, contentType: string, lines: AsyncIterable<string>): Response {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      let chunk = '';
      while (chunk.length < CHUNK_BYTES) {
        const next = await iterator.next();
        if (next.done === true) {
          if (chunk !== '') controller.enqueue(encoder.encode(chunk));
          controller.close();
          return;
        }
        chunk += next.value;
      }
      controller.enqueue(encoder.encode(chunk));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
