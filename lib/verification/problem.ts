/**
 * An answer that is no verdict (RFC 9457). `detail` names fields of ours and never repeats what the caller sent, since
 * gateways log it.
 */
export type Problem = {
  status: 400 | 401 | 404 | 405 | 408 | 413 | 415 | 417 | 431 | 503;
  code: ProblemCode;
  detail: string;
  /** Further header names and values, in pairs. */
  headers?: readonly string[];
};

export type ProblemCode =
  | 'NOT_UTF8'
  | 'NOT_JSON'
  | 'NOT_AN_OBJECT'
  | 'DUPLICATE_NAME'
  | 'WRONG_TYPE'
  | 'CREDENTIAL_MISSING'
  | 'CREDENTIAL_TWICE'
  | 'NOT_HTTP'
  | 'HOST'
  | 'EXPECTATION'
  | 'TOKEN_REFUSED'
  | 'NO_SUCH_PATH'
  | 'METHOD_NOT_ALLOWED'
  | 'REQUEST_TIMEOUT'
  | 'BODY_TOO_LARGE'
  | 'HEADERS_TOO_LARGE'
  | 'CONTENT_TYPE'
  | 'UNDECIDABLE';

const TITLES: Record<Problem['status'], string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  417: 'Expectation Failed',
  431: 'Request Header Fields Too Large',
  503: 'Service Unavailable',
};

/** No verdict can be given: neither an allow nor a refusal would be true. */
export const UNDECIDABLE: Problem = {
  status: 503,
  code: 'UNDECIDABLE',
  detail: 'No verdict can be given at the moment.',
  headers: ['Retry-After', '1'],
};

/** The media type is `application/problem+json`. */
export function problemBody(problem: Problem, requestId: string): string {
  const { status, code, detail } = problem;
  return JSON.stringify({ type: 'about:blank', title: TITLES[status], status, detail, code, requestId });
}

/** `HTTP/1.1 400 Bad Request` without the line break, for sockets on which no request could be read. */
export function statusLine({ status }: Problem): string {
  return `HTTP/1.1 ${status} ${TITLES[status]}`;
}
