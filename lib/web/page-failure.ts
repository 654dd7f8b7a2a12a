import { log } from '@/lib/platform/log';

type Request = { path: string; method: string; headers: NodeJS.Dict<string | string[]> };
type Place = { routePath: string; routeType: string };

/** One line with the digest that the page shows and the id of the request. The path goes without its query. */
export function logPageFailure(error: unknown, request: Request, { routePath, routeType }: Place): void {
  const [path] = request.path.split('?');
  log.error(
    {
      requestId: request.headers['x-request-id'],
      digest: digestOf(error),
      method: request.method,
      path,
      routePath,
      routeType,
      err: error,
    },
    'page failed',
  );
}

function digestOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('digest' in error)) return undefined;
  return typeof error.digest === 'string' ? error.digest : undefined;
}
