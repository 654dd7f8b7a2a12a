/**
 * `fetch` that is given up after so many milliseconds. Not by `AbortSignal.timeout`: a signal that nobody holds may be collected
 * before its time, and the request then waits for ever.
 * @param use reads the answer, within the same time
 */
export async function fetchWithin<T>(
  milliseconds: number,
  url: string,
  init: RequestInit,
  use: (response: Response) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  try {
    return await use(await fetch(url, { ...init, signal: controller.signal }));
  } finally {
    clearTimeout(timer);
  }
}
