import http from 'node:http';
import { reachableHost } from '@/lib/platform/local-url';

const ANSWER_TIMEOUT_MS = 2_000;

/** Whether GET `path` is answered with 200. `hostHeader` for a server that redirects every other name. */
export function answers(target: { host: string; port: number }, path: string, hostHeader?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get({
      host: reachableHost(target.host),
      port: target.port,
      path,
      agent: false, // A kept connection would have to be drained when the program ends.
      timeout: ANSWER_TIMEOUT_MS,
      ...(hostHeader === undefined ? {} : { headers: { host: hostHeader } }),
    });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.on('close', () => resolve(false)); // After an answer this changes nothing.
  });
}
