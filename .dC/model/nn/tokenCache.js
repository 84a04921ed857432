/** Places that a text begins with; they are doubled when they are full. */
const FIRST = 16;
export function createTokenCache(net, count) {
    const size = count * net.width * FIRST;
    const layers = Array.from({ length: net.layers }, () => ({
        key: new Float32Array(size),
        value: new Float32Array(size),
    }));
    return cacheOf(net, count, { layers, length: 0, places: FIRST });
}
function cacheOf(net, count, start) {
    const { heads, width } = net;
    const depth = width / heads;
    let { length, places } = start;
    const layers = [...start.layers];
    const double = () => {
        // Layer after layer, so that memory of the old rooms may be free before all are replaced.
        for (const [i, { key, value }] of layers.entries())
            layers[i] = {
                key: spread(key, count * width, [places, 2 * places]),
                value: spread(value, count * heads, [places * depth, 2 * places * depth]),
            };
        places *= 2;
    };
    return {
        count,
        layers,
        get length() {
            return length;
        },
        get places() {
            return places;
        },
        append: (qkv) => {
            const tokens = qkv[0].length / (3 * width * count);
            while (length + tokens > places)
                double();
            for (const [i, rows] of qkv.entries())
                for (let n = 0; n < count; n++)
                    for (let l = 0; l < tokens; l++) {
                        const row = rows.subarray(3 * width * (n * tokens + l), 3 * width * (n * tokens + l + 1));
                        writeToken(layers[i], row, { depth, first: n * heads, at: length + l, places });
                    }
            length += tokens;
        },
        select: (texts) => {
            const chosen = (room) => {
                const size = width * places;
                const own = new Float32Array(texts.length * size);
                texts.forEach((text, i) => own.set(room.subarray(text * size, (text + 1) * size), i * size));
                return own;
            };
            const own = layers.map(({ key, value }) => ({ key: chosen(key), value: chosen(value) }));
            return cacheOf(net, texts.length, { layers: own, length, places });
        },
    };
}
/** Rows of one length become rows of another, the rest of each zero. */
function spread(room, rows, [from, to]) {
    const result = new Float32Array(rows * to);
    for (let i = 0; i < rows; i++)
        result.set(room.subarray(i * from, (i + 1) * from), i * to);
    return result;
}
/** @param row (3*heads*d) of one token @param place of the token; `first` is the row of the text's first head */
function writeToken({ key, value }, row, { depth, first, at, places }) {
    const width = row.length / 3;
    const scale = 1 / Math.sqrt(depth);
    for (let c = 0; c < width; c++)
        key[(first * depth + c) * places + at] = scale * row[width + c];
    for (let head = 0; head < width / depth; head++)
        value.set(row.subarray(2 * width + head * depth, 2 * width + (head + 1) * depth), ((first + head) * places + at) * depth);
}
//# sourceMappingURL=tokenCache.js.map