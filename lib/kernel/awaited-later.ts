/**
 * A promise that is begun now and awaited later: whoever awaits it hears of its failure, and until then it is nobody's, where
 * Node would end the process.
 */
export function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
