import type { Duplex } from 'node:stream';
import { type Problem, problemBody, statusLine } from './problem';

const PROBLEMS: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'HEADERS_TOO_LARGE', detail: 'The headers are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'REQUEST_TIMEOUT', detail: 'The request took too long to arrive.' },
};
const NOT_HTTP: Problem = { status: 400, code: 'NOT_HTTP', detail: 'The request is not HTTP/1.1.' };

/** Answers what never became a request, by hand, and ends the connection: what follows on it cannot be told apart. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex, requestId: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  answerByHand(PROBLEMS[error.code ?? ''] ?? NOT_HTTP, socket, requestId);
}

/** For a socket that has no response to write to. */
export function answerByHand(problem: Problem, socket: Duplex, requestId: string): void {
  const body = problemBody(problem, requestId);
  const head = [
    statusLine(problem),
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    ...pairsOf(problem.headers ?? []),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function pairsOf(headers: readonly string[]): string[] {
  const lines: string[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) lines.push(`${headers[index]}: ${headers[index + 1]}`);
  return lines;
}
