import http from 'node:http';

/**
 * What the verifier is measured against: a bare `node:http` server that reads the same request, parses the same body and
 * returns the same bytes, and decides nothing. Told by its parent process what to return; says its port.
 */

export type ReferenceReply = { status: number; headers: readonly string[]; body: string };

process.once('message', (reply: ReferenceReply) => {
  const headers = [...reply.headers];
  const server = http.createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (chunks.length > 0) JSON.parse(Buffer.concat(chunks).toString('utf8'));
      response.writeHead(reply.status, headers).end(reply.body);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port));
});
process.once('disconnect', () => process.exit(0));
