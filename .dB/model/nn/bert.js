import { tf } from '../engine/tfjs.js';
import { gelu } from './activations.js';
import { attend, MASKED, mergeHeads, splitHeads } from './attention.js';
import { embedding, layerNorm, linear } from './layers.js';
import { embeddingParameters, layerNormParameters, linearParameters, underName, } from './parameters.js';
import { recomputed } from './recomputed.js';
const EPSILON = 1e-12;
/** Standard deviation of the initial weights (BERT's `initializer_range`). */
const DEVIATION = 0.02;
const COMMON = { vocabulary: 30_522, positions: 512, types: 2 };
export const BERT_PRESETS = {
    base: { ...COMMON, width: 768, layers: 12, heads: 12, feedForward: 3072 },
    small: { ...COMMON, width: 192, layers: 2, heads: 4, feedForward: 768 },
    tiny: { ...COMMON, width: 64, layers: 2, heads: 2, feedForward: 256 },
};
export function bertParameters(net, random) {
    const { width } = net;
    const dense = (name, from, to) => underName(name, linearParameters(random, from, to, DEVIATION));
    const layer = (name) => ({
        ...dense(`${name}/attention/query`, width, width),
        ...dense(`${name}/attention/key`, width, width),
        ...dense(`${name}/attention/value`, width, width),
        ...dense(`${name}/attention/output`, width, width),
        ...underName(`${name}/attention/norm`, layerNormParameters(width)),
        ...dense(`${name}/up`, width, net.feedForward),
        ...dense(`${name}/down`, net.feedForward, width),
        ...underName(`${name}/norm`, layerNormParameters(width)),
    });
    return Object.assign({
        ...underName('embeddings/words', embeddingParameters(random, net.vocabulary, width, DEVIATION)),
        ...underName('embeddings/positions', embeddingParameters(random, net.positions, width, DEVIATION)),
        ...underName('embeddings/types', embeddingParameters(random, net.types, width, DEVIATION)),
        ...underName('embeddings/norm', layerNormParameters(width)),
    }, ...Array.from({ length: net.layers }, (_, i) => layer(`layer${i}`)), dense('pooler', width, width));
}
/** Names of what a text encoder trains whose last `layers` layers and pooler are trained (all of it: Infinity). */
export function isTrainedBert(net, layers) {
    return (name) => {
        const layer = /^layer(\d+)\//.exec(name);
        if (layer)
            return Number(layer[1]) >= net.layers - layers;
        return name.startsWith('pooler/') || layers >= net.layers + 1;
    };
}
/** Where a text encoder that is trained drops states: the embeddings and what each half of a layer adds. */
export const bertDropoutPlaces = ({ layers }) => [
    'embeddings',
    ...Array.from({ length: layers }, (_, i) => [`layer${i}/attention`, `layer${i}/down`]).flat(),
];
export function bert(net, weights, { ids, mask, dropout, mode = { training: false } }) {
    const [n, length] = ids.shape;
    const positions = tf.slice(weights['embeddings/positions/table'], 0, length); // (L, D)
    const type = tf.slice(weights['embeddings/types/table'], 0, 1); // (1, D)
    const words = embedding(weights, 'embeddings/words', ids); // (N, L, D)
    const sum = tf.add(words, tf.add(positions, type));
    const bias = tf.mul(tf.sub(1, tf.reshape(mask, [n, 1, 1, length])), MASKED);
    const drop = (place, states) => (dropout ? tf.mul(states, dropout[place]) : states);
    const normal = tf.reshape(layerNorm(weights, 'embeddings/norm', sum, EPSILON), [n * length, net.width]);
    let x = drop('embeddings', normal);
    for (let i = 0; i < net.layers; i++) {
        const name = `layer${i}`;
        x = recomputed(name, { weights, mode }, [x, bias], (own, [rows, hidden]) => bertLayer(net, own, name, { x: rows, bias: hidden, length, drop }));
    }
    const states = () => tf.reshape(x, [n, length, net.width]);
    return {
        hidden: x,
        pooled: () => {
            const first = tf.reshape(tf.slice(states(), [0, 0, 0], [-1, 1, -1]), [n, net.width]);
            return tf.tanh(linear(weights, 'pooler', first));
        },
        average: () => {
            const share = tf.div(mask, tf.sum(mask, 1, true)); // (N, L)
            return tf.sum(tf.mul(states(), tf.reshape(share, [n, length, 1])), 1);
        },
    };
}
function bertLayer({ heads }, weights, name, { x, bias, length, drop }) {
    const head = (part) => splitHeads(linear(weights, `${name}/attention/${part}`, x), length, heads);
    const seen = mergeHeads(attend(head('query'), head('key'), head('value'), bias)); // (N*L, D)
    const attended = drop(`${name}/attention`, linear(weights, `${name}/attention/output`, seen));
    const added = tf.add(x, attended);
    const middle = layerNorm(weights, `${name}/attention/norm`, added, EPSILON);
    const wide = gelu(linear(weights, `${name}/up`, middle)); // (N*L, 4D)
    const more = drop(`${name}/down`, linear(weights, `${name}/down`, wide));
    return layerNorm(weights, `${name}/norm`, tf.add(middle, more), EPSILON);
}
//# sourceMappingURL=bert.js.map