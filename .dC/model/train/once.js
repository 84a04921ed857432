/** What is made when it is needed for the first time, and kept: graphs of a shape, usually. Who asks meanwhile gets the same. */
export function once(made, key, make) {
    const found = made.get(key) ?? make();
    made.set(key, found);
    return found;
}
//# sourceMappingURL=once.js.map