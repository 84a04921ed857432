/** Similarities of many queries to a whole gallery, a block of rows at a time: the matrix of all is never in memory. */
import { encodeModel } from '../../engine/onnxWriter.js';
import { openSession } from '../../engine/session.js';
/** Numbers of a block's answer at most: 64 MiB. */
const BLOCK = 2 ** 24;
const MOST_ROWS = 256;
/** @param gallery (G, D) */
export async function openSimilarities({ data, columns }, threads) {
    const size = data.length / columns;
    const session = await openSession(product(columns), { threads });
    // All blocks have one size, filled up with zeros: a row must not depend on which others came along.
    const rows = Math.max(1, Math.min(MOST_ROWS, Math.floor(BLOCK / size)));
    const gallery = { data, dims: [size, columns] };
    return {
        async *of(queries) {
            for (let i = 0; i < queries.length; i += rows) {
                const part = queries.slice(i, i + rows);
                const block = new Float32Array(rows * columns);
                part.forEach((query, n) => block.set(query, n * columns));
                const { similarities } = await session.run({ queries: { data: block, dims: [rows, columns] }, gallery });
                for (let n = 0; n < part.length; n++)
                    yield similarities.data.subarray(n * size, (n + 1) * size);
            }
        },
        release: () => session.release(),
    };
}
/** (q, D) and (g, D) -> (q, g) */
function product(columns) {
    return encodeModel({
        opset: 17,
        nodes: [
            {
                op: 'Gemm',
                inputs: ['queries', 'gallery'],
                outputs: ['similarities'],
                attributes: { transB: 1 },
            },
        ],
        initializers: [],
        inputs: [
            { name: 'queries', type: 'float32', dims: ['q', columns] },
            { name: 'gallery', type: 'float32', dims: ['g', columns] },
        ],
        outputs: [{ name: 'similarities', type: 'float32', dims: ['q', 'g'] }],
    });
}
//# sourceMappingURL=similarities.js.map