import type { ServerResponse } from 'node:http';
import { type Problem, problemBody } from './problem';

/** How an answer is put on the wire. Every one carries `Cache-Control: no-store`, and its length, so that none is chunked. */
export type Reply = {
  status: number;
  /** Null for an answer without content. */
  contentType: string | null;
  body: string;
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
  const headers = ['Cache-Control', 'no-store'];
  if (reply.contentType !== null) headers.push('Content-Type', reply.contentType);
  // 204 has none (RFC 9110 §8.6).
  if (reply.status !== 204) headers.push('Content-Length', String(Buffer.byteLength(reply.body)));
  if (reply.headers !== undefined) headers.push(...reply.headers);
  if (isLast) headers.push('Connection', 'close');
  response.writeHead(reply.status, headers).end(reply.body);
}
