// Random programs: small graphs of ops, drawn by a seed, traced and run against eager tfjs, with all gradients.
import test from 'ava';
import { pick, randomInt, seededRandom } from '../../../data/random.js';
import { affineRows, layerNormOf } from '../../../model/engine/ownOps.js';
import { tf } from '../../../model/engine/tfjs.js';
import { parity, withGradients } from './parity.js';
const PROGRAMS = 120;
const OPS = 9;
/** What stands in the pool: maps (2, 4, 6, 3) and what ops make of them; rows (4, 5); vectors (3) and (5). */
const SPECS = {
    maps: { shape: [2, 4, 6, 3], layout: 'nchw' },
    other: { shape: [2, 4, 6, 3] },
    rows: { shape: [4, 5] },
    table: { shape: [6, 5] },
    three: { shape: [3] },
    five: { shape: [5] },
    filter: { shape: [3, 3, 3, 3], layout: 'oihw' },
    matrix: { shape: [5, 5] },
    ids: { shape: [2, 3], dtype: 'int32' },
};
const some = (pool, random, fits = () => true) => {
    const found = pool.filter(fits);
    return found.length > 0 ? pick(random, found) : undefined;
};
const on = (apply, fits = () => true) => (pool, inputs, random) => {
    const x = some(pool, random, fits);
    return x && apply(x, inputs, random);
};
const ofRank = (...ranks) => (x) => ranks.includes(x.rank);
const isMap = (x) => x.rank === 4 && x.shape[3] === 3 && x.shape[1] >= 2 && x.shape[2] >= 2;
const sameShape = (a) => (b) => a.shape.join() === b.shape.join();
const two = (apply) => (pool, _inputs, random) => {
    const a = some(pool, random);
    return apply(a, some(pool, random, sameShape(a)));
};
const LIBRARY = {
    add: two((a, b) => tf.add(a, b)),
    subtract: two((a, b) => tf.sub(a, b)),
    multiply: two((a, b) => tf.mul(a, tf.tanh(b))),
    divide: two((a, b) => tf.div(a, tf.add(tf.square(b), 1))),
    maximum: two((a, b) => tf.maximum(a, tf.add(b, 0.01))),
    relu: on((x) => tf.relu(x)),
    tanh: on((x) => tf.tanh(x)),
    sigmoid: on((x) => tf.sigmoid(x)),
    exp: on((x) => tf.exp(tf.tanh(x))),
    squareRoot: on((x) => tf.sqrt(tf.add(tf.square(x), 0.5))),
    scale: on((x, _inputs, random) => tf.mul(x, 0.5 + random())),
    softmax: on((x) => tf.softmax(x), ofRank(2, 3)),
    perChannel: on((x, { three }) => tf.add(tf.mul(x, three), three), (x) => x.shape.at(-1) === 3),
    perColumn: on((x, { five }) => tf.sub(x, five), (x) => x.shape.at(-1) === 5),
    sum: on((x, _inputs, random) => tf.sum(x, randomInt(random, x.rank), random() < 0.5), ofRank(2, 3, 4)),
    mean: on((x, _inputs, random) => tf.mean(x, [0, x.rank - 1], random() < 0.5), ofRank(3, 4)),
    max: on((x) => tf.max(x, -1), ofRank(2, 3, 4)),
    transpose: on((x) => tf.transpose(x, [...x.shape.keys()].reverse()), ofRank(2, 3)),
    turnMap: on((x) => tf.transpose(x, [0, 2, 1, 3]), isMap),
    flatten: on((x) => tf.reshape(x, [x.shape[0], -1]), ofRank(3, 4)),
    slice: on((x) => tf.slice(x, x.shape.map((n) => Math.min(1, n - 1)), x.shape.map((n) => Math.max(1, n - 1)))),
    concat: two((a, b) => tf.concat([a, b], a.rank - 1)),
    pad: on((x) => tf.pad(x, x.shape.map(() => [1, 0])), ofRank(1, 2, 4)),
    gather: on((x, { ids }) => tf.gather(x, ids), (x) => x.rank === 2 && x.shape[0] >= 4),
    convolution: on((x, { filter }, random) => tf.conv2d(x, filter, pick(random, [1, 2]), 1, 'NHWC', 1, 'floor'), isMap),
    averagePool: on((x) => tf.avgPool(x, 2, 1, 'valid'), isMap),
    maxPool: on((x) => tf.maxPool(x, 2, 2, 'valid'), isMap),
    product: on((x, { matrix }) => affineRows(tf.reshape(x, [-1, 5]), matrix, tf.zeros([5])), (x) => x.shape.at(-1) === 5),
    attention: on((x) => tf.matMul(tf.softmax(tf.matMul(x, x, false, true)), x), (x) => x.rank === 2 && x.size < 200),
    layerNorm: on((x, { five }) => layerNormOf(x, five, five, 1e-3), (x) => x.shape.at(-1) === 5 && x.rank > 1),
};
/** The program of a seed: what it computes, and a listing of it for the message of a failure. */
function program(seed) {
    const listing = [];
    const run = (inputs) => {
        listing.length = 0;
        const random = seededRandom(`program ${seed}`);
        const pool = [
            inputs.maps,
            inputs.other,
            inputs.rows,
            inputs.three,
            inputs.five,
            tf.gather(inputs.table, inputs.ids),
        ];
        while (listing.length < OPS) {
            const name = pick(random, Object.keys(LIBRARY));
            const made = LIBRARY[name](pool, inputs, random);
            if (!made || made.size > 3000)
                continue;
            listing.push(`${name} -> [${made.shape.join()}]`);
            pool.push(made);
        }
        const last = pool.slice(-3);
        // Every input counts, so that every gradient exists.
        const all = tf.addN(Object.values(inputs).map((x) => tf.sum(tf.mul(x, 0.1))));
        return { all, ...Object.fromEntries(last.map((x, i) => [`out${i}`, x])) };
    };
    return { run, listing };
}
test(`${PROGRAMS} random programs and all their gradients are the same traced as eager`, async (t) => {
    const used = new Map();
    for (let seed = 0; seed < PROGRAMS; seed++) {
        const { run, listing } = program(seed);
        const { difference } = await parity(withGradients(run, SPECS), SPECS).catch((error) => {
            throw new Error(`program ${seed}: ${String(error)}\n${listing.join('\n')}`, { cause: error });
        });
        t.true(difference < 2e-4, `program ${seed}, off by ${difference}:\n${listing.join('\n')}`);
        for (const line of listing)
            used.set(line.split(' ')[0], (used.get(line.split(' ')[0]) ?? 0) + 1);
    }
    t.deepEqual(Object.keys(LIBRARY).filter((name) => !used.has(name)), [], 'every op was drawn');
});
//# sourceMappingURL=randomPrograms.test.js.map