import { countRetrieval } from '../measures/retrieval/retrieval.js';
import { once } from '../train/once.js';
import { chunksOf } from './feeds.js';
import { openBatches } from './loader.js';
import { plipInputs, plipLoss } from './loss.js';
import { sameIdentity } from './steps.js';
/** Draws the same texts and hides the same words every time. */
export function openValidation(parts, learner) {
    const graphs = new Map();
    const graph = (length) => once(graphs, length, () => compileVal(parts, length, learner));
    return {
        run: () => validate(parts, graph),
        release: async () => {
            for (const made of graphs.values())
                await (await made).release();
        },
    };
}
function compileVal({ feeds }, length, learner) {
    const { net, chunk, targets } = feeds;
    const loss = { ...feeds.loss, dropout: 0 };
    const inputs = plipInputs(net, loss, { images: chunk, length, targets }, 'inside');
    return learner.compileForward({
        inputs,
        run: (weights, given) => {
            const result = plipLoss({ net, loss }, 'inside', weights, { inputs: given, mode: { training: false } });
            const { images, texts } = result.embeddings();
            return { ...result.outputs, imageEmbeddings: images, textEmbeddings: texts };
        },
    });
}
async function validate({ manifest, set, vocabulary, batches, feeds }, graph) {
    const settings = { ...batches, size: feeds.chunk, sampling: { kind: 'ordered' }, flip: 0 };
    const stream = await openBatches({ manifest, set, vocabulary, settings, seed: 0, epochs: 1 });
    const [images, texts, identities] = [[], [], []];
    const sums = {};
    let counted = 0;
    const dropless = { ...feeds, loss: { ...feeds.loss, dropout: 0 } };
    try {
        for (let batch = await stream.next(); batch; batch = await stream.next()) {
            const [chunk] = chunksOf(batch, dropless);
            const same = feeds.loss.tasks.ivlc ? { same: sameIdentity(batch.identities) } : {};
            const { imageEmbeddings, textEmbeddings, ...losses } = await (await graph(chunk.length)).run({ ...chunk.feeds, ...same });
            const rows = batch.count * feeds.net.visual.output;
            images.push(imageEmbeddings.slice(0, rows));
            texts.push(textEmbeddings.slice(0, rows));
            identities.push(...batch.identities.subarray(0, batch.count));
            // A last batch that is filled up has pairs twice; its losses count only where there are no others.
            if (batch.count < feeds.chunk && counted > 0)
                continue;
            counted++;
            for (const [name, value] of Object.entries(losses))
                sums[name] = (sums[name] ?? 0) + value[0];
        }
    }
    finally {
        await stream.close();
    }
    const losses = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / counted]));
    return { losses, images: identities.length, ...retrieval(images, texts, identities, feeds.net.visual.output) };
}
function retrieval(images, texts, identities, width) {
    const [gallery, queries] = [unitRows(images, width), unitRows(texts, width)];
    const counter = countRetrieval(identities);
    queries.forEach((query, q) => {
        const similarities = gallery.map((row) => row.reduce((sum, x, d) => sum + x * query[d], 0));
        counter.add(similarities, identities[q]);
    });
    const { scores, chance } = counter.result();
    const { rank1, rank10, mAP } = scores;
    return { rank1, rank10, mAP, chance: { rank1: chance.rank1, rank10: chance.rank10, mAP: chance.mAP } };
}
function unitRows(parts, width) {
    return parts.flatMap((part) => Array.from({ length: part.length / width }, (_, i) => {
        const row = part.subarray(i * width, (i + 1) * width);
        const norm = Math.hypot(...row) || 1;
        return row.map((x) => x / norm);
    }));
}
//# sourceMappingURL=validation.js.map