/** Items in batches of one size, the last one shorter; no more than a batch is held. */
export function* batches(items, size) {
    let batch = [];
    for (const item of items) {
        batch.push(item);
        if (batch.length === size) {
            yield batch;
            batch = [];
        }
    }
    if (batch.length > 0)
        yield batch;
}
//# sourceMappingURL=batches.js.map