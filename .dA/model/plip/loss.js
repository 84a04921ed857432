import { tf } from '../engine/tfjs.js';
import { bertDropoutPlaces } from '../nn/bert.js';
import { inside } from '../nn/layers.js';
import { hiddenWordLoss, hiddenWords } from './attributePrediction.js';
import { colorize, colorLoss, grayCopy } from './colorization.js';
import { CONTRAST_DEFAULTS, contrastLoss } from './contrast.js';
import { ATTRIBUTE_PREDICTION, COLORIZATION, textEmbedding, textStates, visualFeatures, } from './network.js';
/** What pictures are normalised with (appendix A.6): statistics of SYNTH-PEDES. */
export const PLIP_COLOURS = { mean: [0.357, 0.323, 0.328], std: [0.252, 0.242, 0.239] };
export const ALL_TASKS = { ivlc: true, tic: true, iap: true };
export const PLIP_LOSS = {
    tasks: ALL_TASKS,
    weights: { tic: 0.02, iap: 0.1 },
    contrast: CONTRAST_DEFAULTS,
    color: 'image',
    dropout: 0,
};
/**
 * `images` (N, H, W, 3); `ids` (N, L) and `mask` (N, L) of the captions; with IAP `maskedIds` (N, L), and of the hidden words
 * `positions` (T), `labels` (T) and their `shares` (T) of the mean; with contrast `same` (N, N), or where it is given
 * `imageGradients` and `textGradients` (N, D); factors of the text encoder's dropouts.
 */
export function plipInputs(net, { tasks, dropout }, { images, length, targets }, contrast) {
    const texts = { shape: [images, length], dtype: 'int32' };
    const embeddings = { shape: [images, net.visual.output] };
    const rows = (tasks.iap ? 2 : 1) * images * length;
    const places = dropout > 0 ? bertDropoutPlaces(net.text) : [];
    return {
        images: { shape: [images, ...net.visual.picture, 3], layout: 'nchw' },
        ids: texts,
        mask: { shape: [images, length] },
        ...(tasks.iap
            ? {
                maskedIds: texts,
                positions: { shape: [targets], dtype: 'int32' },
                labels: { shape: [targets], dtype: 'int32' },
                shares: { shape: [targets] },
            }
            : {}),
        ...(!tasks.ivlc
            ? {}
            : contrast === 'inside'
                ? { same: { shape: [images, images] } }
                : { imageGradients: embeddings, textGradients: embeddings }),
        ...Object.fromEntries(places.map((place) => [`${DROPOUT}${place}`, { shape: [rows, net.text.width] }])),
    };
}
/** How the inputs of dropouts are called. */
export const DROPOUT = 'dropout/';
/** Both embeddings of a batch, and what the other tasks need besides. */
function embed(net, { tasks }, weights, inputs, mode) {
    const images = inputs.images;
    const mask = inputs.mask;
    const [n, length] = mask.shape;
    const visual = visualFeatures(net, weights, images, mode);
    // Complete and masked captions in one pass: fewer, larger products.
    const both = (complete, masked) => tasks.iap ? tf.concat([complete, masked], 0) : complete;
    const states = textStates(net, weights, {
        ids: both(inputs.ids, inputs.maskedIds),
        mask: both(mask, mask),
        dropout: dropoutOf(inputs),
        mode,
    });
    const rows = tasks.iap ? 2 * n : n;
    const text = tf.slice(textEmbedding(net, states), [0, 0], [n, -1]);
    const masked = () => tf.slice(states.hidden, [(rows - n) * length, 0], [n * length, -1]);
    return { images, mask, visual, text, masked };
}
function dropoutOf(inputs) {
    const factors = Object.entries(inputs).filter(([name]) => name.startsWith(DROPOUT));
    if (factors.length === 0)
        return undefined;
    return Object.fromEntries(factors.map(([name, x]) => [name.slice(DROPOUT.length), x]));
}
/** The two embeddings (N, D), as they are in the loss. */
export function plipEmbeddings(net, loss, weights, { inputs, mode }) {
    const { visual, text } = embed(net, loss, weights, inputs, mode);
    return { images: visual.embedding(), texts: text };
}
/**
 * @param contrast as `plipInputs` was told
 * @returns the loss of the batch (of a chunk: its part of the whole batch's, up to the contrast's own value), and the tasks' before they
 *   are weighted
 */
export function plipLoss({ net, loss }, contrast, weights, { inputs, mode }) {
    const { tasks } = loss;
    const { images, mask, visual, text, masked } = embed(net, loss, weights, inputs, mode);
    const seen = tasks.ivlc || tasks.iap ? visual.embedding() : undefined;
    const share = contrast === 'inside' ? 1 : images.shape[0] / contrast.of;
    const outputs = {};
    const terms = [];
    if (tasks.ivlc && contrast === 'inside') {
        outputs.ivlc = contrastLoss(loss.contrast, seen, text, inputs.same);
        terms.push(outputs.ivlc);
    }
    else if (tasks.ivlc)
        terms.push(tf.sum(tf.mul(seen, inputs.imageGradients)), tf.sum(tf.mul(text, inputs.textGradients)));
    if (tasks.tic) {
        outputs.tic = tf.mul(colorization({ net, loss }, weights, { images, text }, mode), share);
        terms.push(tf.mul(outputs.tic, loss.weights.tic));
    }
    if (tasks.iap) {
        const scores = inside(ATTRIBUTE_PREDICTION, { weights, mode: { training: false } }, (own) => hiddenWords(net, own, { states: masked(), mask, images: seen, positions: inputs.positions }));
        outputs.iap = hiddenWordLoss(scores, inputs.labels, inputs.shares);
        terms.push(tf.mul(outputs.iap, loss.weights.iap));
    }
    const embeddings = () => ({ images: seen ?? visual.embedding(), texts: text });
    return { loss: terms.reduce((sum, term) => tf.add(sum, term)), outputs, embeddings };
}
function colorization({ net, loss }, weights, { images, text }, mode) {
    return colorLoss(loss.color, colorized(net, weights, { images, text }, mode), images);
}
/** What the network makes of the gray copies of pictures: (N, H, W, 3) and texts' embeddings (N, D) -> (N, H, W, 3). */
export function colorized(net, weights, { images, text }, mode) {
    // A pass of its own with its own statistics; the running ones are the colour pass's.
    const own = mode.training ? { ...mode, statistics: {} } : mode;
    const { maps } = visualFeatures(net, weights, grayCopy(images, PLIP_COLOURS), own);
    if (own.training)
        for (const statistic of Object.values(own.statistics))
            statistic.dispose();
    return inside(COLORIZATION, { weights, mode }, (ownWeights, ownMode) => colorize(net, ownWeights, { maps, text }, ownMode));
}
//# sourceMappingURL=loss.js.map