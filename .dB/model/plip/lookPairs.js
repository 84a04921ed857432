import { inside } from '../nn/layers.js';
import { compileForward } from '../train/forward.js';
import { hiddenWords } from './attributePrediction.js';
import { ATTRIBUTE_PREDICTION, textEmbedding, textStates, visualFeatures } from './network.js';
/** @param feeds `images`, `ids`, `mask`, and with attribute prediction `maskedIds` and `positions`, as in training */
export async function seePairs(parts, size, feeds, options) {
    const forward = seeing(parts, size);
    const compiled = await compileForward(forward, options);
    try {
        const names = Object.keys(forward.inputs);
        const given = Object.fromEntries(names.map((name) => [name, feeds[name]]));
        const { imageEmbeddings, textEmbeddings, scores } = await compiled.run(given);
        return { similarities: cosines(textEmbeddings, imageEmbeddings, parts.net.visual.output), scores: scores?.slice() };
    }
    finally {
        await compiled.release();
    }
}
function seeing({ net, loss, parameters }, { images, length, targets }) {
    const texts = { shape: [images, length], dtype: 'int32' };
    const { iap } = loss.tasks;
    return {
        parameters,
        inputs: {
            images: { shape: [images, ...net.visual.picture, 3], layout: 'nchw' },
            ids: texts,
            mask: { shape: [images, length] },
            ...(iap ? { maskedIds: texts, positions: { shape: [targets], dtype: 'int32' } } : {}),
        },
        run: (weights, given) => {
            const mask = given.mask;
            const seen = visualFeatures(net, weights, given.images, { training: false }).embedding();
            const complete = textEmbedding(net, textStates(net, weights, { ids: given.ids, mask }));
            const embeddings = { imageEmbeddings: seen, textEmbeddings: complete };
            if (!iap)
                return embeddings;
            const { hidden: states } = textStates(net, weights, { ids: given.maskedIds, mask });
            const scores = inside(ATTRIBUTE_PREDICTION, { weights, mode: { training: false } }, (own) => hiddenWords(net, own, { states, mask, images: seen, positions: given.positions }));
            return { ...embeddings, scores };
        },
    };
}
/** Rows of `a` and `b` (N, D) -> (N, N) */
function cosines(a, b, width) {
    const n = a.length / width;
    const dot = (x, i, y, j) => {
        let sum = 0;
        for (let d = 0; d < width; d++)
            sum += x[i * width + d] * y[j * width + d];
        return sum;
    };
    return Float32Array.from({ length: n * n }, (_, k) => {
        const [i, j] = [Math.floor(k / n), k % n];
        return dot(a, i, b, j) / (Math.sqrt(dot(a, i, a, i) * dot(b, j, b, j)) || 1);
    });
}
//# sourceMappingURL=lookPairs.js.map