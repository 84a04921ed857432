/** Columns of the `logits` output. */
export function logitCount(heads) {
    return heads.reduce((sum, head) => sum + head.classes.length, 0);
}
//# sourceMappingURL=heads.js.map