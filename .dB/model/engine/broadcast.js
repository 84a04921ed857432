/** Shape of the result of broadcasting two shapes: axes align from the right, size 1 stretches. */
export function broadcastShape(a, b) {
    const rank = Math.max(a.length, b.length);
    return Array.from({ length: rank }, (_, axis) => {
        const left = a[axis - rank + a.length] ?? 1;
        const right = b[axis - rank + b.length] ?? 1;
        if (left !== right && left !== 1 && right !== 1)
            throw new Error(`Shapes [${a.join()}] and [${b.join()}] do not broadcast.`);
        return left === 1 ? right : left;
    });
}
//# sourceMappingURL=broadcast.js.map