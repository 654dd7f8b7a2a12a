import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { SECOND } from '@/lib/kernel/instant';
import type { Authenticate, Caller } from './caller';
import { answerByHand, answerClientError } from './client-error';
import type { Decide } from './decide';
import { EndOfTurn } from './end-of-turn';
import { answerGateway, type GatewayWith } from './gateway/answer-gateway';
import { GATEWAY_PREFIX } from './gateway/gateway-path';
import { singleHeader, TWICE } from './gateway/single-header';
import { answerOauth, OAUTH_METHODS, type OauthWith } from './oauth/answer-oauth';
import { parseOauthPath } from './oauth/oauth-path';
import { type Problem, UNDECIDABLE } from './problem';
import { jsonReply } from './profiles/json';
import { isAnnouncedTooLarge, LARGEST_BODY, whenRead } from './read-body';
import { readRequest } from './read-request';
import type { Readiness } from './readiness';
import { json, problemReply, type Reply, send } from './reply';
import { newRequestId } from './request-id';

export type ServerWith = GatewayWith & {
  decide: Decide;
  oauth: OauthWith;
  authenticate: Authenticate;
  readReadiness: () => Promise<Readiness>;
  /** In the Prometheus text format. */
  readMetrics: () => Promise<string>;
  /** Told how many milliseconds each request took. */
  onAnswered: (milliseconds: number) => void;
  /** True once the process is to end: connections are then closed after their answer. */
  isDraining: () => boolean;
};

/** Null = it is given once the body was read. */
type Answer = Reply | Promise<Reply> | null;
/** `caller` is null only where a path needs no token. */
type Route = { methods: readonly string[]; answer: (exchange: Exchange, caller: Caller | null) => Answer };
type Routes = ReadonlyMap<string, Route>;

const TOKEN_REFUSED: Problem = {
  status: 401,
  code: 'TOKEN_REFUSED',
  detail: 'The header X-Verifier-Token is missing or wrong.',
  headers: ['WWW-Authenticate', 'Verifier-Token realm="keydesk"'],
};
const NO_SUCH_PATH: Problem = { status: 404, code: 'NO_SUCH_PATH', detail: 'There is nothing at this path.' };
const CONTENT_TYPE: Problem = {
  status: 415,
  code: 'CONTENT_TYPE',
  detail: 'The body must be application/json in UTF-8, not encoded otherwise.',
};
const HOST: Problem = { status: 400, code: 'HOST', detail: 'A request has one header Host (RFC 9112 §3.2).' };
const EXPECTATION: Problem = { status: 417, code: 'EXPECTATION', detail: 'Only 100-continue can be expected.' };
const BODY_TOO_LARGE: Problem = {
  status: 413,
  code: 'BODY_TOO_LARGE',
  detail: `The body has more than ${LARGEST_BODY} bytes.`,
};

const JSON_TYPE = /^application\/json[ \t]*(?:;[ \t]*charset=(?:utf-8|"utf-8")[ \t]*)?$/i;

/** The verifier's HTTP/1.1 surface: paths, methods, limits, and which refusal stands before which. Not yet listening. */
export function createVerifierServer(using: ServerWith): http.Server {
  const routes = routesOf(using);
  const answered = new EndOfTurn<Exchange>((exchange) => exchange.write());
  const begin = (request: IncomingMessage, response: ServerResponse) =>
    new Exchange(using, request, response, answered);
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const exchange = begin(request, response);
    exchange.answer(() => answerTo(using, routes, exchange));
  };
  const server = http.createServer(
    {
      // Longer than gateways keep an idle connection (nginx: 60 s), so that it is never we who close one in use.
      keepAliveTimeout: 75 * SECOND,
      headersTimeout: 10 * SECOND,
      requestTimeout: 10 * SECOND,
      connectionsCheckingInterval: 2 * SECOND,
      maxHeaderSize: 16 * 1024,
      // We ask for it ourselves: every answer is ours, and says `no-store`.
      requireHostHeader: false,
    },
    answer,
  );
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (!isAnnouncedTooLarge(request)) response.writeContinue();
    answer(request, response);
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const exchange = begin(request, response);
    exchange.answer(() => problemReply(EXPECTATION, exchange.requestId));
  });
  // What is written by hand must not overtake the answer to a request before it.
  server.on('connect', (_request, socket: Duplex) => {
    answered.flush();
    refuseTunnel(socket);
  });
  server.on('clientError', (error, socket) => {
    answered.flush();
    answerClientError(error, socket, newRequestId());
  });
  return server;
}

/** No gateway asks so. Node would end the connection without a word, and leaves the socket with nobody to hear its errors. */
function refuseTunnel(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  answerByHand(methodNotAllowed('GET, HEAD, POST'), socket, newRequestId());
  // Whatever comes through it goes nowhere, and a client that does not close it is not waited for.
  socket.resume();
  setTimeout(() => socket.destroy(), SECOND).unref();
}

function routesOf(using: ServerWith): Routes {
  const reading = ['GET', 'HEAD'];
  return new Map<string, Route>([
    ['/v1/verify', { methods: ['POST'], answer: (...asked) => verify(using.decide, ...asked) }],
    ['/livez', { methods: reading, answer: () => json(200, '{"live":true}') }],
    ['/metrics', { methods: reading, answer: async () => metricsReply(await using.readMetrics()) }],
    ['/readyz', { methods: reading, answer: (_exchange, caller) => tellReadiness(using, caller) }],
  ]);
}

function oauthRoute(using: OauthWith, path: string): Route | undefined {
  const oauth = parseOauthPath(path);
  if (oauth === null) return undefined;
  return {
    methods: OAUTH_METHODS[oauth.endpoint],
    answer: ({ request }, caller) => answerOauth(using, oauth, request, caller),
  };
}

/** One request, and the one answer that it gets, whatever happens. */
class Exchange {
  readonly requestId = newRequestId();
  readonly request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #using: ServerWith;
  readonly #answered: EndOfTurn<Exchange>;
  readonly #startedAt = performance.now();
  #reply: Reply | null = null;

  constructor(using: ServerWith, request: IncomingMessage, response: ServerResponse, answered: EndOfTurn<Exchange>) {
    this.#using = using;
    this.request = request;
    this.#response = response;
    this.#answered = answered;
  }

  /**
   * Sends what is made now or later; what cannot be decided is neither an allow nor a refusal. What memory knows is answered
   * without a turn of the loop: a promise is made only where there is something to wait for.
   */
  answer(make: () => Answer): void {
    let answer: Answer;
    try {
      answer = make();
    } catch (error) {
      this.#giveUp(error);
      return;
    }
    if (answer instanceof Promise) {
      answer.then(
        (reply) => this.#finish(reply),
        (error: unknown) => this.#giveUp(error),
      );
    } else if (answer !== null) this.#finish(answer);
  }

  #finish(reply: Reply): void {
    this.#reply = reply;
    this.#answered.add(this);
  }

  /** At the end of the turn in which there was an answer. What cannot be written is cut off, which nobody takes for an allow. */
  write(): void {
    const { isDraining, onAnswered, onUndecidable } = this.#using;
    const reply = this.#reply ?? problemReply(UNDECIDABLE, this.requestId);
    try {
      // A client that sends too much is not read to the end.
      send(this.#response, reply, isDraining() || reply.status === 413);
    } catch (error) {
      onUndecidable(error, this.requestId);
      this.#response.destroy();
    }
    onAnswered(performance.now() - this.#startedAt);
  }

  #giveUp(error: unknown): void {
    this.#using.onUndecidable(error, this.requestId);
    this.#finish(problemReply(UNDECIDABLE, this.requestId));
  }
}

function answerTo(using: ServerWith, routes: Routes, exchange: Exchange): Answer {
  const { request, requestId } = exchange;
  if (!hasHost(request)) return problemReply(HOST, requestId);
  const path = pathOf(request.url ?? '');
  const caller = using.authenticate(request.headers['x-verifier-token']);
  // Before anything else below /v1/, so that without a token not even the paths can be listed.
  if (caller === null && (path.startsWith('/v1/') || path === '/metrics')) {
    return problemReply(TOKEN_REFUSED, requestId);
  }
  if (caller !== null && path.startsWith(GATEWAY_PREFIX)) {
    return answerGateway(using, request, caller, requestId) ?? problemReply(NO_SUCH_PATH, requestId);
  }
  const route = routes.get(path) ?? oauthRoute(using.oauth, path);
  if (route === undefined) return problemReply(NO_SUCH_PATH, requestId);
  if (!route.methods.includes(request.method ?? '')) {
    return problemReply(methodNotAllowed(route.methods.join(', ')), requestId);
  }
  return route.answer(exchange, caller);
}

function verify(decide: Decide, exchange: Exchange, caller: Caller | null): Answer {
  const { request, requestId } = exchange;
  if (caller === null) return problemReply(TOKEN_REFUSED, requestId);
  if (!isJson(request)) return problemReply(CONTENT_TYPE, requestId);
  whenRead(request, (body) => exchange.answer(() => verdictOn(body, decide, caller, requestId)));
  return null;
}

function verdictOn(body: Buffer | null, decide: Decide, caller: Caller, requestId: string): Reply | Promise<Reply> {
  if (body === null) return problemReply(BODY_TOO_LARGE, requestId);
  const asked = readRequest(body);
  if (!asked.ok) return problemReply(asked.error, requestId);
  const verdict = decide(asked.value, caller);
  if (!(verdict instanceof Promise)) return jsonReply(verdict, requestId);
  return verdict.then((decided) => jsonReply(decided, requestId));
}

/** Details are for those who may ask about keys; the others learn only whether to send traffic here. */
async function tellReadiness(using: ServerWith, caller: Caller | null): Promise<Reply> {
  const { ready: isReady, checks, clockSkewMs } = await using.readReadiness();
  const ready = isReady && !using.isDraining();
  return json(ready ? 200 : 503, JSON.stringify(caller === null ? { ready } : { ready, checks, clockSkewMs }));
}

function metricsReply(text: string): Reply {
  return { status: 200, contentType: 'text/plain; version=0.0.4; charset=utf-8', body: text };
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

/** One, or none before HTTP/1.1. */
function hasHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const host = singleHeader(rawHeaders, 'host');
  return host === null ? httpVersion === '1.0' : host !== TWICE;
}

/** Each header once: of two the next program might believe the other. */
function isJson({ rawHeaders }: IncomingMessage): boolean {
  const encoding = singleHeader(rawHeaders, 'content-encoding') ?? 'identity';
  const type = singleHeader(rawHeaders, 'content-type') ?? '';
  if (encoding !== 'identity' || type === TWICE) return false;
  return type === 'application/json' || JSON_TYPE.test(type);
}

function methodNotAllowed(allowed: string): Problem {
  return {
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    detail: `This path takes ${allowed}.`,
    headers: ['Allow', allowed],
  };
}
