import type { ServerResponse } from 'node:http';
import { type Problem, problemBody } from './problem';

/** How an answer is put on the wire. Every one carries `Cache-Control: no-store`, and its length, so that none is chunked. */
export type Reply = {
  status: number;
  /** Null for an answer without content. */
  contentType: string | null;
  body: string;
  /** Of the body in UTF-8, where that is known already. */
  bytes?: number;
  /** Further header names and values, in pairs. */
  headers?: readonly string[];
};

export function json(status: number, body: string): Reply {
  return { status, contentType: 'application/json', body };
}

export function problemReply(problem: Problem, requestId: string): Reply {
  const { status, headers = [] } = problem;
  return { status, contentType: 'application/problem+json', body: problemBody(problem, requestId), headers };
}

/** @param isLast the connection is closed after this answer. */
export function send(response: ServerResponse, reply: Reply, isLast: boolean): void {
  const { status, contentType, body, bytes = Buffer.byteLength(body) } = reply;
  const headers = ['Cache-Control', 'no-store'];
  if (contentType !== null) headers.push('Content-Type', contentType);
  // 204 has none (RFC 9110 §8.6).
  if (status !== 204) headers.push('Content-Length', String(bytes));
  if (reply.headers !== undefined) headers.push(...reply.headers);
  if (isLast) headers.push('Connection', 'close');
  // As many bytes as characters: ASCII, which Node writes faster when it is told so.
  response.writeHead(status, headers).end(body, bytes === body.length ? 'latin1' : 'utf8');
}
