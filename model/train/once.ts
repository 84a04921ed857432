/** What is made when it is needed for the first time, and kept: graphs of a shape, usually. Who asks meanwhile gets the same. */
export function once<K, T>(made: Map<K, Promise<T>>, key: K, make: () => Promise<T>): Promise<T> {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found;
}
